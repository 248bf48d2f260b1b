import { DecodeError } from '../core/decode-error.ts';
import type { KindTable } from '../core/kind-table.ts';
import type { Service } from '../core/ports.ts';
import type { LiveObject } from '../core/resource.ts';
import type { ToReference } from '../core/wire.ts';

/**
 * Reads the lists of a kind anew, as far as they can be read without knowing what is declared. Objects that cannot be read into
 * manifest shape are left out: they are none of ours. Throws ApiError; where a list shows no more than names, each object has an empty spec.
 */
export async function relistObjects(
  kinds: KindTable,
  service: (name: string) => Service,
  kind: string,
  toReference: ToReference,
): Promise<readonly LiveObject[]> {
  const { wire } = kinds.get(kind);
  const pages = await Promise.all(
    wire.scopes([], []).map((scope) => wire.list(service(wire.service), scope)),
  );
  return pages.flat().flatMap((raw): LiveObject[] => {
    try {
      const identified = wire.identify(raw);
      const spec = wire.listing === 'whole' ? wire.decode(raw, toReference, identified.id) : {};
      return [{ ...identified, kind, raw, spec }];
    } catch (thrown) {
      if (thrown instanceof DecodeError) return [];
      throw thrown;
    }
  });
}
