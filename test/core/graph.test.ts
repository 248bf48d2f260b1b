import { describe, expect, it } from 'vitest';
import { findCycle } from '../../src/core/graph.ts';

const cycleIn = (edges: Readonly<Record<string, readonly string[]>>) =>
  findCycle(Object.keys(edges), (node) => edges[node] ?? []);

describe('findCycle', () => {
  it('finds none among nodes that share what they need', () => {
    expect(cycleIn({ a: ['b', 'c'], b: ['d'], c: ['d'], d: [] })).toBeUndefined();
  });

  it('names the nodes of the cycle alone, the first one again at the end', () => {
    expect(cycleIn({ way: ['a'], a: ['b'], b: ['c'], c: ['a'] })).toEqual(['a', 'b', 'c', 'a']);
  });

  it('sees a node that needs itself', () => {
    expect(cycleIn({ a: ['a'] })).toEqual(['a', 'a']);
  });

  it('follows a chain that no stack would hold', () => {
    const length = 200_000;
    const nodes = Array.from({ length }, (_, node) => node);
    expect(findCycle(nodes, (node) => (node + 1 < length ? [node + 1] : []))).toBeUndefined();
    expect(findCycle(nodes, (node) => [(node + 1) % length])).toHaveLength(length + 1);
  });
});
