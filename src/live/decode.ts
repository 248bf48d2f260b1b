import type { Address } from '../core/address.ts';
import { DecodeError } from '../core/decode-error.ts';
import { type Diagnostic, error, warning } from '../core/diagnostic.ts';
import type { KindTable } from '../core/kind-table.ts';
import type { LiveObject } from '../core/resource.ts';
import type { ToReference } from '../core/wire.ts';
import type { IdentifiedObject } from './identify.ts';

export interface Decoded {
  readonly objects: readonly LiveObject[];
  readonly byAddress: ReadonlyMap<Address, LiveObject>;
  readonly diagnostics: readonly Diagnostic[];
}

interface Decoding {
  readonly kinds: KindTable;
  readonly toReference: ToReference;
  /** Every object was read with all its fields, whoever's it is. */
  readonly everything: boolean;
}

/**
 * Reads every object into manifest shape, ids shown as what they point at. One of ours that cannot be read is an error;
 * anybody else's is a warning and left out. What Git cannot declare is not among them.
 */
export function decodeObjects(
  decoding: Decoding,
  objects: readonly IdentifiedObject[],
  byAddress: ReadonlyMap<Address, IdentifiedObject>,
): Decoded {
  const addressOf = new Map([...byAddress].map(([address, object]) => [object, address]));
  const diagnostics: Diagnostic[] = [];
  const decoded: LiveObject[] = [];
  const decodedByAddress = new Map<Address, LiveObject>();
  for (const object of objects) {
    if (decoding.kinds.find(object.kind)?.role !== 'object') continue;
    const address = addressOf.get(object);
    const live = decodeObject(decoding, object, address, diagnostics);
    if (!live) continue;
    decoded.push(live);
    if (address !== undefined) decodedByAddress.set(address, live);
  }
  return { objects: decoded, byAddress: decodedByAddress, diagnostics };
}

function decodeObject(
  { kinds, toReference, everything }: Decoding,
  object: IdentifiedObject,
  address: Address | undefined,
  diagnostics: Diagnostic[],
): LiveObject | undefined {
  const { wire } = kinds.get(object.kind);
  // Of somebody else's object a summary is all that was read, and its name all that is shown.
  if (wire.listing === 'summary' && address === undefined && !everything) return { ...object, spec: {} };
  try {
    return { ...object, spec: wire.decode(object.raw, toReference, object.id) };
  } catch (thrown) {
    if (!(thrown instanceof DecodeError)) throw thrown;
    const parts = {
      code: 'LIVE_UNREADABLE',
      summary: `${object.kind} ${object.name ?? object.id} in the tenant: ${thrown.message}`,
      detail: `Its id: ${object.id}`,
      hint: 'See to the object in CXone; cxform doctor tells whether all calls are as expected',
      ...(address !== undefined && { address }),
    };
    diagnostics.push(address === undefined ? warning(parts) : error(parts));
    return undefined;
  }
}
