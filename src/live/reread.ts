import type { Address } from '../core/address.ts';
import type { KindTable } from '../core/kind-table.ts';
import type { Live } from '../core/live.ts';
import type { Service } from '../core/ports.ts';
import type { LiveObject } from '../core/resource.ts';
import { referenceNames } from './reference-names.ts';

/**
 * Reads one object anew, in the same shape as when the tenant was read. `ids` are the objects of declared addresses by now, so
 * that what the run created has its name too. Undefined where the object is gone; throws ApiError or DecodeError.
 */
export async function rereadObject(
  kinds: KindTable,
  live: Live,
  service: (name: string) => Service,
  kind: string,
  id: string,
  ids: ReadonlyMap<Address, string>,
): Promise<LiveObject | undefined> {
  const { wire } = kinds.get(kind);
  const raw = await wire.get(service(wire.service), id);
  if (!raw) return undefined;
  const declared = new Map(live.desired.flatMap(({ address }) => toEntry(address, ids.get(address))));
  const toReference = referenceNames(live.objects, declared);
  return { ...wire.identify(raw), kind, raw, spec: wire.decode(raw, toReference) };
}

function toEntry(address: Address, id: string | undefined): [Address, string][] {
  return id === undefined ? [] : [[address, id]];
}
