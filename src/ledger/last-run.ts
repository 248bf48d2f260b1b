import type { JournalEntry, RunStarted } from '../core/journal.ts';
import { openIntents } from './open-writes.ts';

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
  const since = entries.slice(start);
  const end = since.find(({ type, run }) => type === 'run-ended' && run === started.run);
  const open = openIntents(since).filter(({ intent }) => intent.run === started.run);
  return { startedAt: started.at, endedAt: end?.at, open: open.length };
}
