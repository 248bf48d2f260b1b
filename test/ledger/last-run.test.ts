import { describe, expect, it } from 'vitest';
import { lastRun } from '../../src/ledger/last-run.ts';
import { entriesOf as entries, intent, observed, outcome, runEnded, runStarted } from './records.ts';

const startedAt = '2026-06-01T08:00:00Z';

describe('the last run of a journal', () => {
  it('is none where none has written', () => {
    expect(lastRun([])).toBeUndefined();
    expect(lastRun(entries(observed('a')))).toBeUndefined();
  });

  it('has ended where it says so', () => {
    const ended = entries(runStarted(), intent('a'), outcome('a', 'applied'), runEnded());
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

  it('counts each step of a write', () => {
    const killed = entries(runStarted(), intent('a'), outcome('a', 'applied'), intent('a'));
    expect(lastRun(killed)?.open).toBe(1);
  });

  it('is not made to look unended by one before it', () => {
    const settled = entries(runStarted(), intent('a'), { ...runStarted(), run: 'r2' }, runEnded('r2'));
    expect(lastRun(settled)).toMatchObject({ endedAt: '2026-06-01T09:00:00Z', open: 0 });
  });
});
