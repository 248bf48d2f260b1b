import type { Address } from '../core/address.ts';
import type { JournalEntry } from '../core/journal.ts';
import type { Prior } from '../core/resource.ts';

/** What the journal knows of each address that is ours. */
export function priorOf(entries: readonly JournalEntry[]): Map<Address, Prior> {
  const prior = new Map<Address, Prior>();
  for (const entry of entries) {
    if (entry.type === 'observed') {
      const { address, id, protect, facets = [], values } = entry;
      // What was erased reads as empty: the object stays ours and protected, with nothing left to compare with.
      const { applied, cleared } = values;
      prior.set(address, { address, id, protect, facets, applied, cleared });
    }
    // An object that took the address over since is still ours.
    if (entry.type === 'forgotten' && prior.get(entry.address)?.id === entry.id) prior.delete(entry.address);
  }
  return prior;
}
