import { describe, expect, it } from 'vitest';
import { address } from '../../src/core/address.ts';
import type { JournalEntry, JournalRecord } from '../../src/core/journal.ts';
import { historyOf } from '../../src/ledger/history.ts';
import { entriesOf, intent, observed, outcome, runEnded, runStarted } from './records.ts';

const beside = { at: '2026-06-01T10:00:00Z', run: 'x1' };
const a = address('Skill', 'a');
const secondRun: readonly JournalRecord[] = [
  { ...runStarted(), run: 'r2', holder: { pid: 7, host: 'desk' } },
  { ...intent('b'), run: 'r2' },
];
const firstRun: readonly JournalRecord[] = [
  runStarted(),
  { ...intent('a'), version: 3 },
  { ...outcome('a', 'failed'), error: 'BAD_REQUEST' },
  runEnded(),
];
const unlocked: JournalRecord = {
  ...{ ...beside, type: 'unlocked', from: 'r2', pid: 7, host: 'desk' },
  expiresAt: '2026-06-01T10:00:15Z',
};
const erased: JournalRecord = { ...beside, type: 'erased', address: a, digests: ['d'] };

describe('the history of a tenant', () => {
  it('tells each run, and what changed the ledger beside runs', () => {
    const history = historyOf(entriesOf(...firstRun, ...secondRun, unlocked, erased));
    const digests = { manifests: 'm', plan: 'p' };
    expect(history.runs).toEqual([
      {
        ...{ run: 'r1', startedAt: '2026-06-01T08:00:00Z', endedAt: '2026-06-01T09:00:00Z' },
        ...{ ...digests, summary: {}, open: 0 },
      },
      {
        ...{ run: 'r2', startedAt: '2026-06-01T08:00:00Z', holder: { pid: 7, host: 'desk' } },
        ...{ ...digests, open: 1 },
      },
    ]);
    expect(history.events).toEqual([
      {
        ...{ ...beside, type: 'unlocked' },
        values: { from: { run: 'r2', pid: 7, host: 'desk', expiresAt: '2026-06-01T10:00:15Z' } },
      },
      { ...beside, type: 'erased', address: a },
    ]);
  });
});

describe('how a conflict was decided', () => {
  it('is beside the runs where somebody has done that, and no news where a run saw that both agree', () => {
    const taken = (take: 'live' | 'agreed'): JournalRecord => ({
      ...{ ...beside, type: 'resolved', address: a, take },
    });
    const entries = entriesOf(runStarted(), taken('agreed'), runEnded(), taken('live'));
    expect(historyOf(entries).events.map(({ outcome }) => outcome)).toEqual(['live']);
    expect(historyOf(entries, a).events.map(({ outcome }) => outcome)).toEqual(['agreed', 'live']);
  });
});

describe('the history of an address', () => {
  it('tells where its object is recorded by now, where it has another name', () => {
    const now = address('Skill', 'b');
    const forgotten: JournalRecord = { ...beside, type: 'forgotten', address: a, id: 's1', now };
    expect(historyOf(entriesOf(forgotten), a).events).toMatchObject([{ type: 'forgotten', id: 's1', now }]);
  });

  it('tells every entry about it, and the runs that had to do with it', () => {
    const { runs, events } = historyOf(entriesOf(...firstRun, ...secondRun, unlocked, erased), a);
    const at = { at: '2026-06-01T08:00:00Z', run: 'r1', address: a };
    expect(runs.map(({ run }) => run)).toEqual(['r1']);
    expect(events).toEqual([
      {
        ...{ ...at, type: 'intent', action: 'create', step: 'write', version: 3 },
        values: { desired: { displayName: 'a' } },
      },
      {
        ...{ ...at, type: 'outcome', action: 'create', step: 'write', outcome: 'failed' },
        error: 'BAD_REQUEST',
      },
      { ...beside, type: 'erased', address: a },
    ]);
  });

  it('tells what was settled and decided', () => {
    const settled: JournalRecord = {
      ...{ ...beside, type: 'settled', address: a, action: 'update', step: 'link', of: 'r1' },
      ...{ effect: 'applied', id: '7' },
    };
    const resolved: JournalRecord = { ...beside, type: 'resolved', address: a, take: 'live' };
    expect(historyOf(entriesOf(settled, resolved), a).events).toMatchObject([
      { type: 'settled', step: 'link', outcome: 'applied', id: '7' },
      { type: 'resolved', outcome: 'live' },
    ]);
  });

  it('has null for what was erased', () => {
    const [seen] = entriesOf(observed('a'));
    const entry = { ...seen, values: { applied: {}, cleared: {} }, erased: ['applied'] } as JournalEntry;
    expect(historyOf([entry], a).events[0]?.values).toEqual({ applied: null, cleared: {} });
  });
});
