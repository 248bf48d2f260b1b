import type { Intent, JournalEntry, RunStarted } from '../core/journal.ts';
import type { OpenWrite } from '../core/open-write.ts';

/** Writes of which the journal does not tell how they ended, in the order in which they were begun. */
export function openWrites(entries: readonly JournalEntry[]): OpenWrite[] {
  const lastMoments = new Map<string, LastMoment>();
  let last: RunStarted | undefined;
  const noteOther = (entry: JournalEntry) => {
    if (entry.type === 'run-started') last = entry;
    noteLastMoment(lastMoments, entry);
  };
  // A run that gave its lease back before it came to its end was over when a later one began, which has it since.
  const overBy = (run: string) => (last && last.run !== run ? Date.parse(last.at) : undefined);
  return openIntents(entries, noteOther).map(({ intent, unknownAt }) => {
    const { address, action, step, run, at, id, version, protect, facets = [], windowMs, values } = intent;
    return {
      ...{ address, action, step, run, at },
      sentBefore: unknownAt ?? lastMoments.get(run)?.at ?? overBy(run),
      ...(id !== undefined && { id }),
      ...(version !== undefined && { version }),
      ...(protect && { protect }),
      facets,
      ...(windowMs !== undefined && { windowMs }),
      desired: values.desired,
    };
  });
}

/** An intent without an end, and the entry that says so, where there is one. */
export interface OpenIntent {
  readonly intent: Intent & JournalEntry;
  /** When the run gave the write up as unknown, in milliseconds since 1970. */
  readonly unknownAt?: number;
}

/** Intents that no outcome but `unknown`, and no later run, has closed. `onOther` sees all entries that are about no write. */
export function openIntents(
  entries: readonly JournalEntry[],
  onOther: (entry: JournalEntry) => void = () => {},
): OpenIntent[] {
  const open = new Map<string, OpenIntent>();
  for (const entry of entries) {
    switch (entry.type) {
      case 'intent': {
        const key = keyOf(entry.run, entry);
        open.delete(key);
        open.set(key, { intent: entry });
        break;
      }
      case 'outcome': {
        const key = keyOf(entry.run, entry);
        const begun = open.get(key);
        if (entry.outcome !== 'unknown') open.delete(key);
        else if (begun) open.set(key, { ...begun, unknownAt: Date.parse(entry.at) });
        break;
      }
      case 'settled':
        open.delete(keyOf(entry.of, entry));
        break;
      default:
        onOther(entry);
    }
  }
  return [...open.values()];
}

/** The latest moment at which a run can have sent anything. */
interface LastMoment {
  readonly at: number;
  /** The run itself has said so. */
  readonly isEnd: boolean;
}

/**
 * A run that was unlocked may not know yet and goes by the lease's end. One that was taken over was dead by then, or its time was over, by
 * the clock of whoever took it over.
 */
function noteLastMoment(moments: Map<string, LastMoment>, entry: JournalEntry): void {
  if (entry.type === 'run-ended') moments.set(entry.run, { at: Date.parse(entry.at), isEnd: true });
  if (entry.type !== 'taken-over' && entry.type !== 'unlocked') return;
  const end = Date.parse(entry.expiresAt);
  const at = entry.type === 'taken-over' ? Date.parse(entry.at) : end;
  const known = moments.get(entry.from);
  if (known?.isEnd || (known && known.at <= at)) return;
  moments.set(entry.from, { at, isEnd: false });
}

const keyOf = (run: string, { address, step }: { readonly address: string; readonly step?: string }) =>
  `${run}\u0000${address}\u0000${step}`;
