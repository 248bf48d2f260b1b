import { describe, expect, it } from 'vitest';
import { address } from '../../src/core/address.ts';
import type { JournalEntry, JournalRecord, OutcomeRecorded, RunEnded } from '../../src/core/journal.ts';
import type { OutcomeKind } from '../../src/core/outcome.ts';
import { lastRun } from '../../src/ledger/last-run.ts';
import { intent, observed, runStarted } from './records.ts';

const entries = (...records: JournalRecord[]): JournalEntry[] =>
  records.map((record, index) => ({ ...record, seq: index + 1, hash: `h${index + 1}` }));

const outcome = (name: string, kind: OutcomeKind): OutcomeRecorded => ({
  ...runStarted(),
  type: 'outcome',
  address: address('Skill', name),
  action: 'create',
  outcome: kind,
  attempts: 1,
});

const runEnded: RunEnded = { ...runStarted(), type: 'run-ended', summary: {}, at: '2026-06-01T09:00:00Z' };
const startedAt = '2026-06-01T08:00:00Z';

describe('the last run of a journal', () => {
  it('is none where none has written', () => {
    expect(lastRun([])).toBeUndefined();
    expect(lastRun(entries(observed('a')))).toBeUndefined();
  });

  it('has ended where it says so', () => {
    const ended = entries(runStarted(), intent('a'), outcome('a', 'applied'), runEnded);
    expect(lastRun(ended)).toEqual({ startedAt, endedAt: '2026-06-01T09:00:00Z', open: 0 });
  });

  it('counts the writes of which nobody knows how they ended', () => {
    const killed = entries(
      runStarted(),
      intent('a'),
      intent('b'),
      intent('c'),
      intent('d'),
      outcome('a', 'applied'),
      outcome('b', 'failed'),
      outcome('c', 'unknown'),
    );
    expect(lastRun(killed)).toEqual({ startedAt, endedAt: undefined, open: 2 });
  });

  it('counts a write with several steps by its last one', () => {
    const killed = entries(runStarted(), intent('a'), outcome('a', 'applied'), intent('a'));
    expect(lastRun(killed)?.open).toBe(1);
  });

  it('is not made to look unended by one before it', () => {
    const settled = entries(
      runStarted(),
      intent('a'),
      { ...runStarted(), run: 'r2' },
      { ...runEnded, run: 'r2' },
    );
    expect(lastRun(settled)).toMatchObject({ endedAt: '2026-06-01T09:00:00Z', open: 0 });
  });
});
