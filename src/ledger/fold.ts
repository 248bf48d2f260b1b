import type { Address } from '../core/address.ts';
import type { Fact, Observed } from '../core/journal.ts';
import type { Prior } from '../core/resource.ts';

/** What the journal, or what it will say, knows of each address that is ours, in the order in which they were last observed. */
export function priorOf(entries: readonly Fact[]): Map<Address, Prior> {
  const observed = [...lastObserved(entries)];
  // What was erased reads as empty: the object stays ours and protected, with nothing left to compare with.
  return new Map(
    observed.map(
      ([
        ,
        {
          address,
          id,
          protect,
          facets = [],
          values: { applied, cleared },
        },
      ]) => [address, { address, id, protect, facets, applied, cleared }],
    ),
  );
}

/** The last observation of each address that is ours. */
export function lastObserved<T extends Fact>(entries: readonly T[]): Map<Address, T & Fact<Observed>> {
  const last = new Map<Address, T & Fact<Observed>>();
  for (const entry of entries) {
    if (isObserved(entry)) {
      last.delete(entry.address);
      last.set(entry.address, entry);
    }
    // An object that took the address over since is still ours.
    if (entry.type === 'forgotten' && last.get(entry.address)?.id === entry.id) last.delete(entry.address);
  }
  return last;
}

const isObserved = <T extends Fact>(entry: T): entry is T & Fact<Observed> => entry.type === 'observed';
