import { describe, expect, it } from 'vitest';
import type { JournalEntry } from '../../../../src/core/journal.ts';
import type { RunRecord } from '../run-record.ts';
import { SoundRun } from './sound-run.ts';

const run = await SoundRun.done();
const { record } = run;

const withEntries = (change: (entry: JournalEntry) => readonly JournalEntry[]): Partial<RunRecord> => ({
  entries: record.entries.flatMap(change),
});

function withOutcomes(changed: object): Partial<RunRecord> {
  return run.withFirst((one) => {
    const { ended } = one;
    const outcomes = (ended?.answer.outcomes ?? []) as readonly object[];
    const answer = { ...ended?.answer, outcomes: outcomes.map((outcome) => ({ ...outcome, ...changed })) };
    return { ...one, ended: { exitCode: 3, output: '', answer: JSON.parse(JSON.stringify(answer)) } };
  });
}

describe('the oracles of single promises', () => {
  it('find nothing where all is well', () => {
    expect(run.findings({})).toEqual([]);
  });

  it('see a fourth write of one change', () => {
    const fourfold = withEntries((entry) =>
      entry.type === 'intent' ? [entry, entry, entry, entry] : [entry],
    );
    expect(run.findings({ ...fourfold, journal: '' })).toContain('patient');
  });

  it('see a write that nobody ever settled, and one that was settled and not open', () => {
    expect(run.findings(withEntries((entry) => (entry.type === 'outcome' ? [] : [entry])))).toContain(
      'settledOnce',
    );
    const { at, run: last } = record.entries.at(-1) as JournalEntry;
    const settled = { type: 'settled', action: 'create', step: 'write', of: last, effect: 'none' } as const;
    const entries = [...record.entries, { ...settled, at, run: last, address: 'Skill/s1' } as JournalEntry];
    expect(run.findings({ entries })).toEqual(['settledOnce']);
  });

  it('see that the ledger records what never was', () => {
    const untrue = withEntries((entry) =>
      entry.type === 'observed' && entry.address === 'Queue/q1'
        ? [{ ...entry, values: { ...entry.values, applied: { channel: 'chat' } } }]
        : [entry],
    );
    expect(run.findings(untrue)).toEqual(['remembered']);
  });

  it('see a conflict that stays open, and one that is none', () => {
    const last = record.entries.at(-1) as JournalEntry;
    const conflict = { type: 'outcome', action: 'update', outcome: 'conflict', attempts: 1 } as const;
    const entries = [...record.entries, { ...conflict, at: last.at, run: last.run, address: 'Skill/s1' }];
    expect(run.findings({ entries: entries as readonly JournalEntry[] })).toEqual(['queued']);
    const conflicts = [{ path: '/description', base: 'a', theirs: 'b', ours: 'b' }];
    expect(run.findings(withOutcomes({ outcome: 'conflict', conflicts }))).toContain('accused');
  });

  it('see that something is told as failed that is there', () => {
    expect(run.findings(withOutcomes({ outcome: 'failed', error: { code: 'SERVER_ERROR' } }))).toContain(
      'withoutEffect',
    );
  });

  it('see that a process did not do all although nothing went wrong', () => {
    expect(
      run.findings(run.withFirst((one) => ({ ...one, ended: { exitCode: 3, answer: {}, output: '' } }))),
    ).toContain('smooth');
  });

  it('see that an object was taken over that another address had, and that ours was lost', () => {
    const stray = withEntries((entry) =>
      'id' in entry && entry.address === 'Skill/s1'
        ? [{ ...entry, id: 'skl_other' } as JournalEntry]
        : [entry],
    );
    expect(run.findings(stray)).toContain('knownAsOurs');
    const [moved] = record.entries.filter(
      (entry) => entry.type === 'observed' && entry.address === 'Queue/q1',
    );
    const { at, run: last } = record.entries.at(-1) as JournalEntry;
    const entries = [
      ...record.entries,
      { ...(moved as JournalEntry), at, run: last, id: 'que_other' } as JournalEntry,
    ];
    expect(run.findings({ entries })).toContain('matched');
  });
});
