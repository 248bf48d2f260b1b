import type { KindTable } from '../core/kind-table.ts';
import type { Service } from '../core/ports.ts';
import type { LiveObject } from '../core/resource.ts';
import type { ToReference } from '../core/wire.ts';

/**
 * Reads one object anew, in the same shape as when the tenant was read. Undefined where the object is gone; throws ApiError or
 * DecodeError.
 */
export async function rereadObject(
  kinds: KindTable,
  service: (name: string) => Service,
  kind: string,
  id: string,
  toReference: ToReference,
): Promise<LiveObject | undefined> {
  const { wire } = kinds.get(kind);
  const raw = await wire.get(service(wire.service), id);
  return raw && { ...wire.identify(raw, id), kind, raw, spec: wire.decode(raw, toReference, id) };
}
