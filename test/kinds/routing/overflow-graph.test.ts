import { describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../../src/core/json.ts';
import type { Resource } from '../../../src/core/resource.ts';
import type { GraphView } from '../../../src/core/view.ts';
import { queue as queueKind } from '../../../src/kinds/routing/queue/queue.ts';
import { resource } from '../declared.ts';

const queue = (name: string, targetQueue?: Json, maxWaitTime = '2m') =>
  resource('Queue', name, {
    channel: 'voice',
    ...(targetQueue !== undefined && { overflow: { maxWaitTime, action: 'routeToQueue', targetQueue } }),
  });

function graphOf(...all: readonly Resource[]): GraphView {
  const own = all.filter(({ kind }) => kind === 'Queue');
  const view = queueKind.graph?.(own, all);
  if (!view) throw new Error('queues have no graph');
  return view;
}

/** `from -wait-> to marks` */
const edges = ({ edges: all }: GraphView) =>
  all.map(({ from, to, label, marks }) => [`${from} -${label}-> ${to}`, ...marks].join(' '));
const nodes = ({ nodes: all }: GraphView) =>
  all.map(({ id, label, marks }) => [id, label, ...marks].join(' '));

describe('the graph of queues', () => {
  it('has every queue, and an edge with the wait for each overflow', () => {
    const view = graphOf(queue('b'), queue('a', 'b', '1m30s'), queue('c', 'b'));
    expect(view).toMatchObject({ type: 'graph' });
    expect(nodes(view)).toEqual(['Queue/a a', 'Queue/b b', 'Queue/c c']);
    expect(edges(view)).toEqual(['Queue/a -1m30s-> Queue/b', 'Queue/c -2m-> Queue/b']);
  });

  it('marks loops, where they are only', () => {
    const view = graphOf(queue('a', 'b'), queue('b', 'a'), queue('c', 'a'), queue('d', 'd'));
    expect(nodes(view)).toEqual(['Queue/a a loop', 'Queue/b b loop', 'Queue/c c', 'Queue/d d loop']);
    expect(edges(view)).toEqual([
      'Queue/a -2m-> Queue/b loop',
      'Queue/b -2m-> Queue/a loop',
      'Queue/c -2m-> Queue/a',
      'Queue/d -2m-> Queue/d loop',
    ]);
  });

  it('marks dead ends, where Git says who serves what', () => {
    const queues = [queue('a', 'b'), queue('b')];
    expect(nodes(graphOf(...queues))).toEqual(['Queue/a a', 'Queue/b b']);
    const view = graphOf(...queues, resource('RoutingProfile', 'p', { queues: ['a'] }));
    expect(nodes(view)).toEqual(['Queue/a a', 'Queue/b b dead-end']);
    expect(edges(view)).toEqual(['Queue/a -2m-> Queue/b dead-end']);
  });

  it('marks targets outside Git, each once, by what people know them by', () => {
    const view = graphOf(
      queue('a', { external: 'Night desk' }),
      queue('b', { external: 'Night desk', id: '7' }),
      queue('c', { id: '8' }),
    );
    expect(nodes(view)).toEqual([
      'Queue/a a',
      'Queue/b b',
      'Queue/c c',
      'external:Night desk Night desk outside',
      'id:8 8 outside',
    ]);
  });

  it('shows dropped contacts as a way to one end, which is no queue of that name', () => {
    const drop: JsonObject = {
      channel: 'voice',
      overflow: { maxWaitTime: '5m', action: 'drop', targetQueue: 'b' },
    };
    const view = graphOf(resource('Queue', 'a', drop), resource('Queue', 'b', drop), queue('drop'));
    expect(nodes(view)).toEqual(['Queue/a a', 'Queue/b b', 'Queue/drop drop', 'drop drop']);
    expect(edges(view)).toEqual(['Queue/a -5m-> drop', 'Queue/b -5m-> drop']);
  });
});
