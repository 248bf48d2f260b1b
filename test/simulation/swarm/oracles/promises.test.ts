import { beforeAll, describe, expect, it } from 'vitest';
import type { JournalEntry } from '../../../../src/core/journal.ts';
import { runSwarm } from '../run.ts';
import type { RunPlan } from '../run-plan.ts';
import type { ApplierRecord, RunRecord } from '../run-record.ts';
import { judge } from './judge.ts';

const plan: RunPlan = {
  seed: 5,
  pageSize: 100,
  objects: [
    { kind: 'Skill', name: 's1', after: { description: 'Spoken' } },
    {
      kind: 'Queue',
      name: 'q1',
      before: { channel: 'voice', wrapUpTimeout: '10s' },
      after: { channel: 'voice', wrapUpTimeout: '20s' },
    },
  ],
  appliers: [{ parallelism: 1, lockTimeoutMs: 0, turns: [] }],
  strikes: [],
  acts: [],
};

let record: RunRecord;

beforeAll(async () => {
  record = await runSwarm(plan);
});

/** The oracles that find something in the run as it would have been with these changes. */
function findings(changed: Partial<RunRecord>): readonly string[] {
  return [...new Set(judge({ ...record, ...changed }).map(({ oracle }) => oracle))];
}

const withEntries = (change: (entry: JournalEntry) => readonly JournalEntry[]): Partial<RunRecord> => ({
  entries: record.entries.flatMap(change),
});

function withFirst(change: (applier: ApplierRecord) => ApplierRecord): Partial<RunRecord> {
  return { appliers: record.appliers.map((one) => (one.applier === 0 ? change(one) : one)) };
}

function withOutcomes(changed: object): Partial<RunRecord> {
  return withFirst((one) => {
    const { ended } = one;
    const outcomes = (ended?.answer.outcomes ?? []) as readonly object[];
    const answer = { ...ended?.answer, outcomes: outcomes.map((outcome) => ({ ...outcome, ...changed })) };
    return { ...one, ended: { exitCode: 3, output: '', answer: JSON.parse(JSON.stringify(answer)) } };
  });
}

describe('the oracles of single promises', () => {
  it('find nothing where all is well', () => {
    expect(findings({})).toEqual([]);
  });

  it('see a fourth write of one change', () => {
    const fourfold = withEntries((entry) =>
      entry.type === 'intent' ? [entry, entry, entry, entry] : [entry],
    );
    expect(findings({ ...fourfold, journal: '' })).toContain('patient');
  });

  it('see a write that nobody ever settled, and one that was settled and not open', () => {
    expect(findings(withEntries((entry) => (entry.type === 'outcome' ? [] : [entry])))).toContain(
      'settledOnce',
    );
    const { at, run } = record.entries.at(-1) as JournalEntry;
    const settled = { type: 'settled', action: 'create', step: 'write', of: run, effect: 'none' } as const;
    const entries = [...record.entries, { ...settled, at, run, address: 'Skill/s1' } as JournalEntry];
    expect(findings({ entries })).toEqual(['settledOnce']);
  });

  it('see that the ledger records what never was', () => {
    const untrue = withEntries((entry) =>
      entry.type === 'observed' && entry.address === 'Queue/q1'
        ? [{ ...entry, values: { ...entry.values, applied: { channel: 'chat' } } }]
        : [entry],
    );
    expect(findings(untrue)).toEqual(['remembered']);
  });

  it('see a conflict that stays open, and one that is none', () => {
    const last = record.entries.at(-1) as JournalEntry;
    const conflict = { type: 'outcome', action: 'update', outcome: 'conflict', attempts: 1 } as const;
    const entries = [...record.entries, { ...conflict, at: last.at, run: last.run, address: 'Skill/s1' }];
    expect(findings({ entries: entries as readonly JournalEntry[] })).toEqual(['queued']);
    const conflicts = [{ path: '/description', base: 'a', theirs: 'b', ours: 'b' }];
    expect(findings(withOutcomes({ outcome: 'conflict', conflicts }))).toContain('accused');
  });

  it('see that something is told as failed that is there', () => {
    expect(findings(withOutcomes({ outcome: 'failed', error: { code: 'SERVER_ERROR' } }))).toContain(
      'withoutEffect',
    );
  });

  it('see that a process did not do all although nothing went wrong', () => {
    expect(
      findings(withFirst((one) => ({ ...one, ended: { exitCode: 3, answer: {}, output: '' } }))),
    ).toContain('smooth');
  });

  it('see that an object was taken over that another address had, and that ours was lost', () => {
    const stray = withEntries((entry) =>
      'id' in entry && entry.address === 'Skill/s1'
        ? [{ ...entry, id: 'skl_other' } as JournalEntry]
        : [entry],
    );
    expect(findings(stray)).toContain('knownAsOurs');
    const [moved] = record.entries.filter(
      (entry) => entry.type === 'observed' && entry.address === 'Queue/q1',
    );
    const { at, run } = record.entries.at(-1) as JournalEntry;
    const entries = [
      ...record.entries,
      { ...(moved as JournalEntry), at, run, id: 'que_other' } as JournalEntry,
    ];
    expect(findings({ entries })).toContain('matched');
  });
});
