import type { JournalEntry } from '../core/journal.ts';
import { lastObserved } from './fold.ts';
import { conflictsNeeded } from './open-conflicts.ts';
import { openIntents } from './open-writes.ts';
import { effectsBegunAt } from './owed-effects.ts';

interface CompactionInput {
  readonly entries: readonly JournalEntry[];
  /** Digests of the values that an entry names, erased ones included. */
  digestsOf(entry: JournalEntry): readonly string[];
  /** Milliseconds since 1970. */
  readonly now: number;
}

/**
 * The entries of a journal that are still needed, in its order: every fold but the history answers the same from them alone, and from them
 * with whatever comes after.
 */
export function neededEntries({ entries, digestsOf, now }: CompactionInput): readonly JournalEntry[] {
  const needed = new Set<JournalEntry>([
    ...lastObserved(entries).values(),
    ...aboutOpenWrites(entries),
    ...conflictsNeeded(entries),
    ...entries.filter((entry) => maySettle(entry, now)),
    ...entries.slice(lastRunAt(entries)),
  ]);
  const named = new Set([...needed].flatMap(digestsOf));
  const tellsOfErasure = (entry: JournalEntry) =>
    entry.type === 'erased' && entry.digests.some((digest) => named.has(digest));
  return entries.filter(
    (entry) => entry.type !== 'compacted' && (needed.has(entry) || tellsOfErasure(entry)),
  );
}

/** What was written so short a time ago may not show in the tenant yet: more than any request takes. */
const settlingMs = 3_600_000;

const maySettle = (entry: JournalEntry, now: number) =>
  entry.type === 'outcome' && entry.outcome === 'applied' && Date.parse(entry.at) > now - settlingMs;

/** The last run as a whole, and those before it that an effect is owed from. */
function lastRunAt(entries: readonly JournalEntry[]): number {
  const start = entries.findLastIndex(({ type }) => type === 'run-started');
  const last = start === -1 ? entries.length : start;
  return Math.min(last, effectsBegunAt(entries) ?? last);
}

/** Their intents, and what tells when they can have gone out at latest. */
function aboutOpenWrites(entries: readonly JournalEntry[]): readonly JournalEntry[] {
  const open = openIntents(entries);
  const intents = new Set<JournalEntry>(open.map(({ intent }) => intent));
  const runs = new Set(open.map(({ intent }) => intent.run));
  const addresses = new Set(open.map(({ intent }) => intent.address));
  return entries.filter((entry) => {
    switch (entry.type) {
      case 'intent':
        return intents.has(entry);
      case 'outcome':
        return entry.outcome === 'unknown' && runs.has(entry.run) && addresses.has(entry.address);
      case 'run-ended':
        return runs.has(entry.run);
      case 'taken-over':
      case 'unlocked':
        return runs.has(entry.from);
      default:
        return false;
    }
  });
}
