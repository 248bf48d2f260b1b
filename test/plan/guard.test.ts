import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type Address, address } from '../../src/core/address.ts';
import type { Change } from '../../src/core/change.ts';
import { guardDeletes } from '../../src/plan/guard.ts';

const deletion = (kind: string, index: number): Change => ({
  address: address(kind, `n${index}`),
  action: 'delete',
  fields: [],
  desired: {},
  steps: ['write'],
  dependsOn: [],
  sources: {},
});

const known = (kind: string, count: number): readonly Address[] =>
  Array.from({ length: count }, (_, index) => address(kind, `n${index}`));
const deletions = (kind: string, count: number) =>
  Array.from({ length: count }, (_, index) => deletion(kind, index));

it('warns exactly where the number or the share of a kind is exceeded', () => {
  const limits = fc.record({ maxDeletes: fc.nat(20), maxDeletePercent: fc.nat(100) });
  fc.assert(
    fc.property(limits, fc.integer({ min: 1, max: 60 }), fc.nat(60), (guard, ours, asked) => {
      const doomed = Math.min(asked, ours);
      const tooMany = doomed > guard.maxDeletes || doomed * 100 > guard.maxDeletePercent * ours;
      const found = guardDeletes(deletions('Skill', doomed), known('Skill', ours), guard);
      expect(found.length).toBe(doomed > 0 && tooMany ? 1 : 0);
    }),
  );
});

it('counts each kind for itself', () => {
  const changes = [...deletions('Skill', 10), ...deletions('Queue', 11)];
  const ours = [...known('Skill', 100), ...known('Queue', 100)];
  const found = guardDeletes(changes, ours, { maxDeletes: 10, maxDeletePercent: 30 });
  expect(found.map(({ summary }) => summary)).toEqual([expect.stringContaining('11 of 100 of kind Queue')]);
});

it('does not count creates and updates', () => {
  const changes = deletions('Skill', 5).map((change) => ({ ...change, action: 'update' as const }));
  expect(guardDeletes(changes, known('Skill', 5), { maxDeletes: 0, maxDeletePercent: 0 })).toEqual([]);
});
