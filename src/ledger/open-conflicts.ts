import { type Address, byCodeUnit } from '../core/address.ts';
import type { JournalEntry, OutcomeRecorded } from '../core/journal.ts';
import type { OpenConflict } from '../core/open-conflict.ts';

/** The reconciliation queue: conflicts that nothing has closed since, sorted by address. */
export function openConflicts(entries: readonly JournalEntry[]): OpenConflict[] {
  return [...foldConflicts(entries).open.values()]
    .sort((a, b) => byCodeUnit(a.address, b.address))
    .map(asConflict);
}

/** The outcomes on which the queue stands, or may come to stand again. */
export function conflictsNeeded(entries: readonly JournalEntry[]): readonly JournalEntry[] {
  const { open, seen, inVain } = foldConflicts(entries);
  const reopened = [...open.keys()].flatMap((address) => inVain.get(address) ?? []);
  return [...open.values(), ...seen.values(), ...reopened];
}

type ConflictEntry = OutcomeRecorded & JournalEntry;

interface Folded {
  readonly open: Map<Address, ConflictEntry>;
  /** Closed by what the last run saw before it wrote. */
  readonly seen: Map<Address, ConflictEntry>;
  /** What has opened a conflict again that was closed in this way. */
  readonly inVain: Map<Address, JournalEntry>;
}

function foldConflicts(entries: readonly JournalEntry[]): Folded {
  const folded: Folded = { open: new Map(), seen: new Map(), inVain: new Map() };
  for (const entry of entries) {
    if (entry.type === 'run-started') folded.seen.clear();
    if ('address' in entry) note(folded, entry);
  }
  return folded;
}

function note({ open, seen, inVain }: Folded, entry: JournalEntry & { readonly address: Address }): void {
  const { address } = entry;
  if (entry.type === 'outcome' && entry.outcome === 'conflict') {
    open.set(address, entry);
    inVain.delete(address);
    return;
  }
  const conflict = open.get(address);
  if (conflict && isClosedBy(conflict, entry)) {
    open.delete(address);
    if (entry.type === 'observed') seen.set(address, conflict);
  }
  const before = seen.get(address);
  if (!before || !isInVain(entry)) return;
  open.set(address, before);
  inVain.set(address, entry);
}

/** A run that had something to write, and did not get it done, has decided nothing. */
const isInVain = (entry: JournalEntry) => entry.type === 'outcome' && entry.outcome !== 'applied';

/** An object that a later run saw as Git has it is no conflict any more; the conflict's own run may have applied the other fields. */
function isClosedBy(conflict: ConflictEntry, entry: JournalEntry): boolean {
  switch (entry.type) {
    case 'outcome':
      return entry.outcome === 'applied' && isOfChange(entry.step);
    case 'forgotten':
    case 'resolved':
      return true;
    case 'observed':
      return entry.run !== conflict.run;
    default:
      return false;
  }
}

/** What an effect writes is written again as it was, which decides nothing. */
const isOfChange = (step: string | undefined) =>
  step === undefined || ['write', 'link', 'unlink'].includes(step);

function asConflict({ address, action, id, run, at, values }: ConflictEntry): OpenConflict {
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
