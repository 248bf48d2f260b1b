import { type Address, byCodeUnit } from '../core/address.ts';
import type { Forgotten, JournalEntry, OutcomeRecorded } from '../core/journal.ts';
import type { OpenConflict } from '../core/open-conflict.ts';

/** The reconciliation queue: conflicts that nothing has closed since, sorted by the addresses that their objects have now. */
export function openConflicts(entries: readonly JournalEntry[]): OpenConflict[] {
  return [...foldConflicts(entries)]
    .sort(([a], [b]) => byCodeUnit(a, b))
    .map(([address, { entry }]) => asConflict(address, entry));
}

/** The entries that the queue stands on: outcomes, and what has moved them to another address. */
export function conflictsNeeded(entries: readonly JournalEntry[]): readonly JournalEntry[] {
  return Array.from(foldConflicts(entries).values(), ({ entry, moves }) => [entry, ...moves]).flat();
}

interface Open {
  readonly entry: OutcomeRecorded & JournalEntry;
  /** What has brought it to its address; none where it was met there. */
  readonly moves: readonly JournalEntry[];
}

type Queue = Map<Address, Open>;

function foldConflicts(entries: readonly JournalEntry[]): Queue {
  const queue: Queue = new Map();
  for (const entry of entries) {
    if (entry.type === 'outcome' && entry.outcome === 'conflict') {
      queue.set(entry.address, { entry, moves: [] });
    } else if (entry.type === 'forgotten' && entry.now !== undefined) {
      move(queue, entry, entry.now);
    } else if (isClosing(entry)) {
      queue.delete(entry.address);
    }
  }
  return queue;
}

/** A conflict goes with its object, unless a newer one waits where that goes. */
function move(queue: Queue, forgotten: Forgotten & JournalEntry, to: Address): void {
  const moved = queue.get(forgotten.address);
  queue.delete(forgotten.address);
  const there = queue.get(to);
  if (!moved || (there && there.entry.seq > moved.entry.seq)) return;
  queue.set(to, { ...moved, moves: [...moved.moves, forgotten] });
}

/** Only what says so closes a conflict: to have seen the object decides nothing, however it is, for a run can die right after. */
function isClosing(entry: JournalEntry): entry is JournalEntry & { readonly address: Address } {
  switch (entry.type) {
    case 'outcome':
      return entry.outcome === 'applied' && isOfChange(entry.step);
    case 'forgotten':
    case 'resolved':
      return true;
    default:
      return false;
  }
}

/** What an effect writes is written again as it was, which decides nothing. */
const isOfChange = (step: string | undefined) =>
  step === undefined || ['write', 'link', 'unlink'].includes(step);

function asConflict(address: Address, { action, id, run, at, values }: Open['entry']): OpenConflict {
  // Older ones have no values, and erased ones are empty.
  const {
    message = 'Somebody else changed it while cxform was writing',
    fields = [],
    by,
    editedAt,
  } = values?.conflict ?? {};
  return {
    ...{ address, action, run, at, message },
    ...(id !== undefined && { id }),
    fields: fields.map(({ path, base, theirs, ours }) => ({ path, base, theirs, ours })),
    ...(by !== undefined && { by }),
    ...(editedAt !== undefined && { editedAt }),
  };
}
