import { describe, expect, it } from 'vitest';
import type { JournalEntry, JournalRecord, OutcomeRecorded, Resolved } from '../../src/core/journal.ts';
import { openConflicts } from '../../src/ledger/open-conflicts.ts';
import { entriesOf, forgotten, observed, outcome } from './records.ts';

const field = { path: '/wrapUpTimeout', base: '10s', theirs: '20s', ours: '30s' };
const conflict = (name: string, run = 'r1'): OutcomeRecorded => ({
  ...outcome(name, 'conflict'),
  run,
  id: `id-${name}`,
  values: { conflict: { message: 'Both', fields: [field], by: 'bo', editedAt: '2026-06-01T07:00:00Z' } },
});
const by = (run: string, record: JournalRecord): JournalRecord => ({ ...record, run });
const resolved: Resolved = {
  ...{ type: 'resolved', at: '2026-06-01T09:00:00Z', run: 'r2', take: 'git' },
  address: conflict('a').address,
};

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

  it('keeps what a later run saw and did not get done', () => {
    const blocked = by('r2', outcome('a', 'blocked'));
    expect(addresses(conflict('a'), by('r2', observed('a')), blocked)).toEqual(['Skill/a']);
  });

  it.each([
    ['an applied write', outcome('a', 'applied')],
    ['forgetting the object', forgotten('a')],
    ['a decision', resolved],
    ['a later run that saw the object as Git has it', by('r2', observed('a'))],
  ])('is left by %s', (_, closing) => {
    expect(addresses(conflict('a'), conflict('b'), closing)).toEqual(['Skill/b']);
    expect(addresses(closing, conflict('a'))).toEqual(['Skill/a']);
  });

  it.each([
    ['what its own run observed of the other fields', observed('a')],
    ['a write that failed', outcome('a', 'failed')],
    ['an effect, which writes the object as it is', { ...outcome('a', 'applied'), step: 'reassign' }],
    ['what happens to another object', outcome('b', 'applied')],
  ])('is not left by %s', (_, other) => {
    expect(addresses(conflict('a'), other)).toEqual(['Skill/a']);
  });

  it('holds those of before, and those whose values were erased, without values', () => {
    const [bare] = openConflicts(entriesOf(outcome('a', 'conflict')));
    expect(bare).toMatchObject({ fields: [], message: expect.stringContaining('Somebody') });
    const [entry] = entriesOf(conflict('a'));
    const erased = { ...entry, values: { conflict: {} }, erased: ['conflict'] } as unknown as JournalEntry;
    expect(openConflicts([erased])).toMatchObject([{ address: 'Skill/a', fields: [] }]);
  });
});
