import type { Address } from '../core/address.ts';
import { Bindings } from '../core/bindings.ts';
import { type Diagnostic, hasErrors } from '../core/diagnostic.ts';
import type { KindTable } from '../core/kind-table.ts';
import type { Live } from '../core/live.ts';
import type { Service } from '../core/ports.ts';
import type { Prior, Resource } from '../core/resource.ts';
import { bindReferences } from './bind-references.ts';
import { completeObjects } from './complete.ts';
import { decodeObjects } from './decode.ts';
import { identifyObjects } from './identify.ts';
import { kindsToRead } from './kinds-to-read.ts';
import { checkKindsKnown } from './known-kinds.ts';
import { listKinds } from './list.ts';
import { matchObjects } from './match.ts';

export interface LiveInput {
  readonly kinds: KindTable;
  readonly desired: readonly Resource[];
  readonly priors: ReadonlyMap<Address, Prior>;
  service(name: string): Service;
}

/**
 * Reads the tenant in phases: list → identify → match → complete → decode → bind (design §2, Phases of reading).
 * Where any read fails the answer holds its diagnostics and nothing else: what was not read is not absent.
 */
export async function readLive(input: LiveInput): Promise<Live> {
  const { kinds, desired, priors, service } = input;

  const unknown = checkKindsKnown(kinds, priors.keys());
  if (unknown.length > 0) return nothing(unknown);
  const listed = await listKinds(kindsToRead(kinds, desired, priors), desired, priors, service);
  if (hasErrors(listed.diagnostics)) return nothing(listed.diagnostics);
  const identified = identifyObjects(listed.raws);
  if (hasErrors(identified.diagnostics)) return nothing(identified.diagnostics);
  const matched = matchObjects(desired, priors, identified.objects);
  if (hasErrors(matched.diagnostics)) return nothing(matched.diagnostics);
  const completed = await completeObjects(kinds, identified.objects, matched.byAddress, service);
  if (hasErrors(completed.diagnostics)) return nothing(completed.diagnostics);

  const { objects, byAddress } = completed;
  const declared = desired.flatMap(({ address }) => {
    const object = byAddress.get(address);
    return object ? [[address, object.id] as const] : [];
  });
  const bindings = new Bindings(objects, declared);
  const decoded = decodeObjects(kinds, objects, byAddress, (kind, id) => bindings.referenceTo(kind, id));
  const bound = bindReferences(kinds, desired, objects, bindings);
  return {
    objects: decoded.objects,
    byAddress: decoded.byAddress,
    desired: bound.desired,
    bindings,
    diagnostics: [...matched.diagnostics, ...decoded.diagnostics, ...bound.diagnostics],
  };
}

function nothing(diagnostics: readonly Diagnostic[]): Live {
  return { objects: [], byAddress: new Map(), desired: [], bindings: new Bindings([], []), diagnostics };
}
