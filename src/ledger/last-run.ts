import type { JournalEntry, RunStarted } from '../core/journal.ts';

/** The last run that wrote, and how far it came. */
export interface LastRun {
  readonly startedAt: string;
  /** Undefined where it was killed, or is still at work. */
  readonly endedAt: string | undefined;
  /** Writes that it began and of which nobody knows how they ended. */
  readonly open: number;
}

/** The last run of a journal; undefined where none has written to it. */
export function lastRun(entries: readonly JournalEntry[]): LastRun | undefined {
  const start = entries.findLastIndex(({ type }) => type === 'run-started');
  const started = entries[start] as RunStarted | undefined;
  if (started === undefined) return undefined;
  const open = new Set<string>();
  let endedAt: string | undefined;
  for (const entry of entries.slice(start).filter(({ run }) => run === started.run)) {
    if (entry.type === 'intent') open.add(entry.address);
    if (entry.type === 'outcome' && entry.outcome !== 'unknown') open.delete(entry.address);
    if (entry.type === 'run-ended') endedAt = entry.at;
  }
  return { startedAt: started.at, endedAt, open: open.size };
}
