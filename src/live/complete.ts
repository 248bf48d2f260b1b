import type { Address } from '../core/address.ts';
import { apiDiagnostic } from '../core/api-diagnostic.ts';
import type { Diagnostic } from '../core/diagnostic.ts';
import type { KindTable } from '../core/kind-table.ts';
import type { Service } from '../core/ports.ts';
import { type IdentifiedObject, identifyObject } from './identify.ts';

export interface Completed {
  readonly objects: readonly IdentifiedObject[];
  readonly byAddress: ReadonlyMap<Address, IdentifiedObject>;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Reads the objects that are ours one by one where their list shows only a summary, or all of them where `everything`. Of others
 * nothing is known but that summary. One of ours that has gone since it was listed is left out: the later read is the truth.
 */
export async function completeObjects(
  kinds: KindTable,
  objects: readonly IdentifiedObject[],
  byAddress: ReadonlyMap<Address, IdentifiedObject>,
  service: (name: string) => Service,
  everything: boolean,
): Promise<Completed> {
  const ours = new Set(byAddress.values());
  const diagnostics: Diagnostic[] = [];
  const completed = await Promise.all(
    objects.map(async (object) => {
      const kind = kinds.find(object.kind);
      if (kind?.role !== 'object' || kind.wire.listing !== 'summary') return object;
      if (!everything && !ours.has(object)) return object;
      const { wire } = kind;
      try {
        const raw = await wire.get(service(wire.service), object.id);
        return raw && identifyObject(kind, raw, diagnostics);
      } catch (thrown) {
        diagnostics.push(apiDiagnostic(thrown));
        return object;
      }
    }),
  );
  const wholeOf = new Map(objects.map((object, index) => [object, completed[index]]));
  const stillThere = [...byAddress].flatMap(([address, object]) => {
    const whole = wholeOf.get(object);
    return whole ? [[address, whole] as const] : [];
  });
  return {
    objects: completed.filter((object) => object !== undefined),
    byAddress: new Map(stillThere),
    diagnostics,
  };
}
