import { type Address, kindIn, nameIn } from '../core/address.ts';
import { invariant } from '../core/invariant.ts';
import { keyInKind } from '../core/key-in-kind.ts';
import type { KindTable } from '../core/kind-table.ts';
import type { Live } from '../core/live.ts';
import type { LiveObject } from '../core/resource.ts';

/** Leaves room for what makes a name unique, within the 128 of interface §1. */
const lengthMax = 60;

/** Names for manifests: made from what people call things, each once a kind. */
export class ExportNames {
  readonly #taken = new Set<string>();

  /** Keeps names for what has them already. */
  reserve(addresses: Iterable<Address>): void {
    for (const address of addresses) this.#taken.add(keyInKind(kindIn(address), nameIn(address)));
  }

  /** `Billing (EU)` becomes `billing-eu`, a second one `billing-eu-2`. What has no letter or digit is named after its kind. */
  nameFor(kind: string, text: string): string {
    const base = slug(text) || slug(kind);
    invariant(base !== '', `the kind ${kind} has no letter`);
    for (let count = 1; ; count++) {
      const name = count === 1 ? base : `${base}-${count}`;
      const key = keyInKind(kind, name);
      if (this.#taken.has(key)) continue;
      this.#taken.add(key);
      return name;
    }
  }
}

/** Letters that are others with a mark lose it; what is no letter or digit of `[a-z0-9]` becomes a hyphen. */
function slug(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{Mn}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+/, '')
    .slice(0, lengthMax)
    .replace(/-+$/, '');
}

/**
 * The manifest of each object that is told by its name, by its id: the one that Git has or the ledger knows, else a new one. What the
 * ledger knows under a name would be taken for another's object.
 */
export function nameObjects(
  kinds: KindTable,
  { byAddress }: Pick<Live, 'byAddress'>,
  objects: readonly LiveObject[],
  names: ExportNames,
): Map<string, string> {
  const isNamed = (kind: string) => kinds.get(kind).identity.by === 'name';
  const nameOf = new Map<string, string>();
  for (const [address, { kind, id }] of byAddress) {
    if (isNamed(kind)) nameOf.set(keyInKind(kind, id), nameIn(address));
  }
  names.reserve(byAddress.keys());
  for (const { kind, id, name = id } of objects) {
    const key = keyInKind(kind, id);
    if (isNamed(kind) && !nameOf.has(key)) nameOf.set(key, names.nameFor(kind, name));
  }
  return nameOf;
}
