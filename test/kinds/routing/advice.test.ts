import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../src/core/json.ts';
import type { ObjectKind } from '../../../src/core/kind.ts';
import type { Resource } from '../../../src/core/resource.ts';
import { queue as queueKind } from '../../../src/kinds/routing/queue/queue.ts';
import { skill as skillKind } from '../../../src/kinds/routing/skill/skill.ts';
import { resource } from '../declared.ts';

const skilled = { skills: [{ skill: 'a', level: 1 }] };
const queue = (name: string, spec: JsonObject = {}) =>
  resource('Queue', name, { channel: 'voice', ...skilled, ...spec });
const drops = { overflow: { maxWaitTime: '5m', action: 'drop' } };
const overflowsTo = (targetQueue: string | JsonObject, maxWaitTime = '1m30s') => ({
  overflow: { maxWaitTime, action: 'routeToQueue', targetQueue },
});
const profile = (name: string, ...queues: readonly string[]) => resource('RoutingProfile', name, { queues });

/** What all advice of a kind finds: code, place and summary. */
function advise(kind: ObjectKind, ...all: readonly Resource[]) {
  const own = all.filter((one) => one.kind === kind.kind);
  return kind.advice.flatMap(({ code, find }) => {
    const found = find(own, all);
    for (const one of found) expect([one.code, one.severity]).toEqual([code, 'warning']);
    return found;
  });
}
const found = (...all: readonly Resource[]) =>
  advise(queueKind, ...all).map(({ code, address, source }) => {
    const place = all.find((one) => one.address === address)?.sources ?? new Map();
    const [path] = [...place].find(([, at]) => at === source) ?? [];
    return `${code} ${address} ${path}`;
  });

describe('queues that overflow in a loop', () => {
  it('are told once, with the loop from its first name on and its total wait', () => {
    const loop = [
      queue('c', overflowsTo('a', '1m')),
      queue('b', overflowsTo('c', '45s')),
      queue('a', overflowsTo('b', '30s')),
      queue('before', overflowsTo('b')),
    ];
    for (const order of [loop, [...loop].reverse()]) {
      const [warning, ...others] = advise(queueKind, ...order);
      expect(others).toEqual([]);
      expect(warning?.summary).toBe('Contacts overflow in a loop, 2m15s for each round: a → b → c → a');
      expect(found(...order)).toEqual(['OVERFLOW_LOOP Queue/a /overflow/targetQueue']);
    }
  });

  it('may be one queue, and several loops', () => {
    const queues = [
      queue('self', overflowsTo('self')),
      queue('a', overflowsTo('b')),
      queue('b', overflowsTo('a')),
    ];
    expect(advise(queueKind, ...queues).map(({ summary }) => summary)).toEqual([
      'Contacts overflow in a loop, 1m30s for each round: self → self',
      'Contacts overflow in a loop, 3m for each round: a → b → a',
    ]);
  });

  it('are not told by what Git cannot follow', () => {
    expect(found(queue('a', overflowsTo({ external: 'a' })), queue('b', overflowsTo({ id: 'b' })))).toEqual(
      [],
    );
  });

  it('are shortened in the message where they are many', () => {
    const ring = Array.from({ length: 1_000 }, (_, index) =>
      queue(`q${index}`, overflowsTo(`q${(index + 1) % 1_000}`)),
    );
    const [{ summary = '' } = {}] = advise(queueKind, ...ring);
    expect(summary).toContain('q0 → q1 → ');
    expect(summary).toContain('q19 → … 980 more … → q0');
  });
});

describe('an overflow that leads to where nobody answers', () => {
  const chain = [queue('a', overflowsTo('b')), queue('b', overflowsTo('c')), queue('c')];

  it('is told at its last step, where Git says who serves what', () => {
    expect(found(...chain)).toEqual([]);
    expect(found(...chain, profile('p', 'a', 'b'))).toEqual([
      'OVERFLOW_DEAD_END Queue/b /overflow/targetQueue',
      'QUEUE_WITHOUT_AGENTS Queue/c ',
    ]);
    expect(found(...chain, profile('p', 'a', 'b', 'c'))).toEqual([]);
  });

  it('is none where the last queue has an overflow of its own, or is not in Git', () => {
    const onwards = [queue('a', overflowsTo('b')), queue('b', overflowsTo({ external: 'c' }))];
    expect(found(...onwards, profile('p', 'a', 'b'))).toEqual([]);
    expect(found(queue('a', overflowsTo('b')), queue('b', drops), profile('p', 'a'))).toEqual([
      'OVERFLOW_DROP Queue/b /overflow/action',
      'QUEUE_WITHOUT_AGENTS Queue/b ',
    ]);
  });
});

describe('a queue', () => {
  it('should overflow to one of its own channel', () => {
    const chat = queue('chat', { channel: 'chat' });
    expect(found(queue('a', overflowsTo('chat')), queue('b', overflowsTo('a')), chat)).toEqual([
      'OVERFLOW_CHANNEL Queue/a /overflow/targetQueue',
    ]);
    expect(found(queue('a', overflowsTo({ external: 'chat' })), chat)).toEqual([]);
  });

  it('should not drop contacts, and overflows nowhere where it does', () => {
    const both = { overflow: { maxWaitTime: '5m', action: 'drop', targetQueue: 'a' } };
    expect(found(queue('a', both))).toEqual(['OVERFLOW_DROP Queue/a /overflow/action']);
    expect(found(queue('a', { overflow: null }))).toEqual([]);
  });

  it('should ask for skills', () => {
    const queues = [
      queue('a', { skills: [] }),
      queue('b', { skills: null }),
      resource('Queue', 'c', { channel: 'voice' }),
    ];
    expect(found(...queues)).toEqual([
      'QUEUE_WITHOUT_SKILLS Queue/a /skills',
      'QUEUE_WITHOUT_SKILLS Queue/b /skills',
      'QUEUE_WITHOUT_SKILLS Queue/c ',
    ]);
  });

  it('has agents where a profile names it by its name in the tenant, and perhaps where one has an id', () => {
    const named = queue('a', { displayName: 'Billing' });
    const serving = (reference: JsonObject) => resource('RoutingProfile', 'p', { queues: [reference] });
    expect(found(named, serving({ external: 'Billing' }))).toEqual([]);
    expect(found(named, serving({ external: 'Other' }))).toEqual(['QUEUE_WITHOUT_AGENTS Queue/a ']);
    expect(found(named, serving({ id: 'que_1' }))).toEqual([]);
  });

  it('should have agents, where Git says who serves what', () => {
    expect(found(queue('a'), queue('b'))).toEqual([]);
    expect(found(queue('a'), queue('b'), profile('p', 'b'), profile('q'))).toEqual([
      'QUEUE_WITHOUT_AGENTS Queue/a ',
    ]);
  });
});

describe('a skill', () => {
  it('should be asked for by a queue', () => {
    const skills = [resource('Skill', 'a', {}), resource('Skill', 'b', {})];
    expect(advise(skillKind, ...skills, queue('q'))).toMatchObject([
      { code: 'SKILL_UNUSED', address: 'Skill/b', source: skills[1]?.sources.get('') },
    ]);
    expect(advise(skillKind, ...skills, resource('Queue', 'q', { skills: null }))).toHaveLength(2);
  });
});

describe('30,000 queues', () => {
  const many = (next: (index: number) => string) =>
    Array.from({ length: 30_000 }, (_, index) => queue(`q${index}`, overflowsTo(next(index))));

  it.each([
    ['one chain', many((index) => `q${index + 1}`), 0],
    ['one loop', many((index) => `q${(index + 1) % 30_000}`), 1],
    ['one loop with a tail', many((index) => `q${Math.max(15_000, (index + 1) % 30_000)}`), 1],
    ['one target', many(() => 'q29999'), 1],
  ])('in %s are advised', (_, queues, loops) => {
    const warnings = advise(queueKind, ...queues, profile('p', 'q0'));
    expect(warnings.filter(({ code }) => code === 'OVERFLOW_LOOP')).toHaveLength(loops);
    expect(warnings.filter(({ code }) => code === 'QUEUE_WITHOUT_AGENTS')).toHaveLength(29_999);
  });
});
