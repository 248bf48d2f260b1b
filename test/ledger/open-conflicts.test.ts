import { describe, expect, it } from 'vitest';
import type { JournalEntry, JournalRecord, OutcomeRecorded, Resolved } from '../../src/core/journal.ts';
import { openConflicts } from '../../src/ledger/open-conflicts.ts';
import { entriesOf, forgotten, observed, outcome, renamed } from './records.ts';

const field = { path: '/wrapUpTimeout', base: '10s', theirs: '20s', ours: '30s' };
const conflict = (name: string, run = 'r1'): OutcomeRecorded => ({
  ...outcome(name, 'conflict'),
  run,
  id: `id-${name}`,
  values: { conflict: { message: 'Both', fields: [field], by: 'bo', editedAt: '2026-06-01T07:00:00Z' } },
});
const by = (run: string, record: JournalRecord): JournalRecord => ({ ...record, run });
const resolved = (take: Resolved['take']): Resolved => ({
  ...{ type: 'resolved', at: '2026-06-01T09:00:00Z', run: 'r2', take },
  address: conflict('a').address,
});

const addresses = (...records: readonly JournalRecord[]) =>
  openConflicts(entriesOf(...records)).map(({ address }) => address);

describe('the reconciliation queue', () => {
  it('holds each conflict with what both wanted, sorted by address', () => {
    expect(openConflicts(entriesOf(conflict('b'), conflict('a')))).toEqual([
      expect.objectContaining({ address: 'Skill/a' }),
      {
        address: 'Skill/b',
        action: 'create',
        run: 'r1',
        at: '2026-06-01T08:00:00Z',
        message: 'Both',
        id: 'id-b',
        fields: [field],
        by: 'bo',
        editedAt: '2026-06-01T07:00:00Z',
      },
    ]);
  });

  it('holds one of an address: the last', () => {
    expect(openConflicts(entriesOf(conflict('a'), conflict('a', 'r2')))).toMatchObject([{ run: 'r2' }]);
  });

  it.each([
    ['an applied write', outcome('a', 'applied')],
    ['forgetting the object', forgotten('a')],
    ['a decision for Git', resolved('git')],
    ['a decision for the tenant', resolved('live')],
    ['a run that had nothing left to write', resolved('agreed')],
  ])('is left by %s', (_, closing) => {
    expect(addresses(conflict('a'), conflict('b'), closing)).toEqual(['Skill/b']);
    expect(addresses(closing, conflict('a'))).toEqual(['Skill/a']);
  });

  it.each([
    ['what its own run observed of the other fields', observed('a')],
    ['what a later run saw, which may die before it writes', by('r2', observed('a'))],
    ['another object that gets a new name', renamed('c', 'a')],
    ['a write that failed', outcome('a', 'failed')],
    ['an effect, which writes the object as it is', { ...outcome('a', 'applied'), step: 'reassign' }],
    ['what happens to another object', outcome('b', 'applied')],
  ])('is not left by %s', (_, other) => {
    expect(addresses(conflict('a'), other)).toEqual(['Skill/a']);
  });

  it('holds each under the address that its object has by now, however often that changes', () => {
    const moved = entriesOf(conflict('a'), renamed('a', 'b'), renamed('b', 'c'));
    expect(openConflicts(moved)).toMatchObject([{ address: 'Skill/c', id: 'id-a', fields: [field] }]);
    expect(addresses(conflict('a'), renamed('a', 'b'), outcome('a', 'applied'))).toEqual(['Skill/b']);
    expect(addresses(conflict('a'), renamed('a', 'b'), outcome('b', 'failed'))).toEqual(['Skill/b']);
    expect(addresses(conflict('a'), renamed('a', 'b'), outcome('b', 'applied'))).toEqual([]);
  });

  it('holds the newer one where a name is taken over that has one of its own', () => {
    const run = (...records: readonly JournalRecord[]) => openConflicts(entriesOf(...records));
    expect(run(conflict('a'), conflict('b', 'r2'), renamed('a', 'b'))).toMatchObject([{ run: 'r2' }]);
    expect(run(conflict('b'), conflict('a', 'r2'), renamed('a', 'b'))).toMatchObject([
      { address: 'Skill/b', run: 'r2', id: 'id-a' },
    ]);
  });

  it('holds those of before, and those whose values were erased, without values', () => {
    const [bare] = openConflicts(entriesOf(outcome('a', 'conflict')));
    expect(bare).toMatchObject({ fields: [], message: expect.stringContaining('Somebody') });
    const [entry] = entriesOf(conflict('a'));
    const erased = { ...entry, values: { conflict: {} }, erased: ['conflict'] } as unknown as JournalEntry;
    expect(openConflicts([erased])).toMatchObject([{ address: 'Skill/a', fields: [] }]);
  });
});
