import { address } from '../../core/address.ts';
import { groupBy } from '../../core/group-by.ts';
import type { OverlayEntry } from './overlay-entry.ts';

/** Finds the entries that may be about a manifest without asking each of them. */
export class TargetIndex {
  readonly #order: ReadonlyMap<OverlayEntry, number>;
  /** Those without a name, by kind. */
  readonly #byKind: ReadonlyMap<string, readonly OverlayEntry[]>;
  readonly #byAddress: ReadonlyMap<string, readonly OverlayEntry[]>;

  constructor(entries: readonly OverlayEntry[]) {
    this.#order = new Map(entries.map((entry, index) => [entry, index]));
    this.#byKind = groupBy(
      entries.filter(({ target }) => target.name === undefined),
      ({ target }) => target.kind,
    );
    this.#byAddress = groupBy(
      entries.filter(({ target }) => target.name !== undefined),
      ({ target }) => address(target.kind, target.name ?? ''),
    );
  }

  /** In the order in which they apply; their labels are still to be looked at. */
  entriesFor(kind: string, name: string): readonly OverlayEntry[] {
    const forAll = this.#byKind.get(kind) ?? [];
    const forOne = this.#byAddress.get(address(kind, name)) ?? [];
    if (forOne.length === 0) return forAll;
    const place = (entry: OverlayEntry) => this.#order.get(entry) ?? 0;
    return [...forAll, ...forOne].sort((a, b) => place(a) - place(b));
  }
}
