import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { address } from '../../src/core/address.ts';
import type { JournalEntry, JournalRecord } from '../../src/core/journal.ts';
import { neededEntries } from '../../src/ledger/compaction.ts';
import { priorOf } from '../../src/ledger/fold.ts';
import { lastRun } from '../../src/ledger/last-run.ts';
import { openConflicts } from '../../src/ledger/open-conflicts.ts';
import { openWrites } from '../../src/ledger/open-writes.ts';
import { owedEffects } from '../../src/ledger/owed-effects.ts';
import { hiddenUntil } from '../../src/ledger/recovery/hidden.ts';
import { entriesOf, forgotten, intent, observed, outcome, renamed, runEnded, runStarted } from './records.ts';

const now = Date.parse('2026-06-01T12:00:00Z');
const windowMs = () => 60_000;
const needed = (entries: readonly JournalEntry[]) => neededEntries({ entries, digestsOf: () => [], now });

/** All that anybody learns from a journal but its history, in order. */
const folds = (entries: readonly JournalEntry[]) => ({
  priors: [...priorOf(entries)],
  writes: openWrites(entries),
  conflicts: openConflicts(entries),
  owed: [...owedEffects(entries)].map(([at, { effect, done }]) => [at, effect, [...done]]),
  last: lastRun(entries),
  hidden: [...hiddenUntil(entries, now, windowMs)].sort(),
});

const names = ['a', 'b', 'p/x'];
const steps = ['write', 'link', 'reassign'];
const name = fc.constantFrom(...names);
const step = fc.constantFrom(...steps);
const manifests = ['p', 'q'].map((one) => address('Skill', one));

type Step = (run: string) => JournalRecord;

const happening: fc.Arbitrary<Step> = fc.oneof(
  name.map(
    (one): Step =>
      (run) => ({ ...observed(one), run }),
  ),
  fc.tuple(name, fc.constantFrom('', '-2')).map(
    ([one, id]): Step =>
      (run) => ({ ...forgotten(one, `id-${one}${id}`), run }),
  ),
  fc.tuple(name, step).map(
    ([one, at]): Step =>
      (run) => ({ ...intent(one), step: at, run }),
  ),
  fc.tuple(name, step, fc.constantFrom('applied', 'failed', 'unknown', 'conflict')).map(
    ([one, at, kind]): Step =>
      (run) => ({ ...outcome(one, kind), step: at, run }),
  ),
  fc.tuple(name, step, fc.nat(7)).map(
    ([one, at, of]): Step =>
      (run) => ({
        ...{ ...runEnded(run), type: 'settled', address: intent(one).address, action: 'create' },
        ...{ step: at, of: `r${of}`, effect: 'none' },
      }),
  ),
  fc.tuple(name, name).map(
    ([one, now]): Step =>
      (run) => ({ ...renamed(one, now), run }),
  ),
  fc.tuple(name, fc.constantFrom('git', 'agreed')).map(
    ([one, take]): Step =>
      (run) => ({ ...runEnded(run), type: 'resolved', address: intent(one).address, take }),
  ),
);

const beginning = fc.array(fc.tuple(fc.constantFrom(...manifests), fc.subarray(names)), { maxLength: 2 }).map(
  (effects): Step =>
    (run) => ({
      ...{ ...runStarted(), run },
      effects: effects.map(([at, after]) => ({
        ...{ effect: 'reassign', address: at },
        after: after.map((one) => address('Skill', one)),
      })),
    }),
);

type Ending = (run: string, next: string) => JournalRecord | undefined;

const ending = fc.constantFrom<Ending[]>(
  () => undefined,
  (run) => runEnded(run),
  (run) => ({ ...runEnded(run), stopped: true as const }),
  (from, run) => ({
    ...{ ...runEnded(run), type: 'taken-over' as const, from, pid: 1, host: 'desk' },
    expiresAt: '2026-06-01T08:30:00Z',
  }),
);

const runsFrom = (first: number) =>
  fc.array(fc.tuple(beginning, fc.array(happening, { maxLength: 8 }), ending), { maxLength: 4 }).map((all) =>
    all.flatMap(([begin, steps, end], index) => {
      const [run, next] = [`r${first + index}`, `r${first + index + 1}`];
      const last = end(run, next);
      return [begin(run), ...steps.map((one) => one(run)), ...(last ? [last] : [])];
    }),
  );

/** Each entry has its moment, later than the one before; the last ones are of the last hour. */
const timed = (records: readonly JournalRecord[]) =>
  entriesOf(
    ...records.map((record, index) => {
      const agoMs = (records.length - index) * 20_000;
      return { ...record, at: new Date(now - agoMs).toISOString() };
    }),
  );

describe('what is kept of a journal', () => {
  it('tells the same as all of it, whatever comes after', () => {
    fc.assert(
      fc.property(runsFrom(0), runsFrom(4), (before, after) => {
        const entries = timed([...before, ...after]);
        const cut = before.length;
        const kept = needed(entries.slice(0, cut));
        expect(folds(kept)).toEqual(folds(entries.slice(0, cut)));
        expect(folds([...kept, ...entries.slice(cut)])).toEqual(folds(entries));
        expect(needed(kept)).toEqual(kept);
      }),
      { numRuns: 2_000 },
    );
  });

  it('is the last observation of each object that is ours, and the last run', () => {
    const old = '2026-05-01T08:00:00Z';
    const entries = entriesOf(
      runStarted(),
      { ...intent('a'), at: old },
      { ...outcome('a', 'applied'), at: old },
      observed('a'),
      observed('b'),
      forgotten('b'),
      observed('a'),
      runEnded(),
      { ...runStarted(), run: 'r2' },
      runEnded('r2'),
    );
    expect(needed(entries).map(({ seq }) => seq)).toEqual([7, 9, 10]);
  });

  it('is each open conflict with what has moved it, the others aside', () => {
    const old = (record: JournalRecord): JournalRecord => ({ ...record, at: '2026-05-01T08:00:00Z' });
    const entries = entriesOf(
      ...[outcome('a', 'conflict'), outcome('b', 'conflict'), outcome('p/x', 'conflict')].map(old),
      old(renamed('a', 'c')),
      old(renamed('b', 'd')),
      old(outcome('d', 'applied')),
      old(renamed('c', 'e')),
      runStarted(),
      runEnded(),
    );
    const kept = needed(entries);
    expect(kept.map(({ seq }) => seq)).toEqual([1, 3, 4, 7, 8, 9]);
    expect(openConflicts(kept).map(({ address }) => address)).toEqual(['Skill/e', 'Skill/p/x']);
  });

  it('names the erasure of values only where an entry is kept that had them', () => {
    const base = { at: '2026-06-01T08:00:00Z', run: 'r0' };
    const erased = (name: string, digest: string): JournalRecord => ({
      ...{ ...base, type: 'erased', digests: [digest] },
      address: address('Skill', name),
    });
    const entries = entriesOf(
      observed('a'),
      observed('a'),
      observed('b'),
      erased('a', 'd1'),
      erased('a', 'd2'),
    );
    const digestsOf = ({ seq }: JournalEntry) => [`d${seq}`];
    const kept = neededEntries({ entries, digestsOf, now });
    expect(kept.map(({ seq }) => seq)).toEqual([2, 3, 5]);
  });
});
