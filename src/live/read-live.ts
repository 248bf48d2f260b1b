import type { Address } from '../core/address.ts';
import { hasErrors } from '../core/diagnostic.ts';
import type { KindTable } from '../core/kind-table.ts';
import type { Live } from '../core/live.ts';
import type { Service } from '../core/ports.ts';
import type { Prior, Resource } from '../core/resource.ts';
import { bindReferences } from './bind-references.ts';
import { completeObjects } from './complete.ts';
import { decodeObjects } from './decode.ts';
import { identifyObjects } from './identify.ts';
import { kindsToRead } from './kinds-to-read.ts';
import { listKinds } from './list.ts';
import { matchObjects } from './match.ts';

export interface LiveInput {
  readonly kinds: KindTable;
  readonly desired: readonly Resource[];
  readonly priors: ReadonlyMap<Address, Prior>;
  service(name: string): Service;
}

const nothing = { objects: [], byAddress: new Map(), desired: [] };

/**
 * Reads the tenant in phases: list → identify → match → complete → decode → bind (design §2, Phases of reading).
 * Where any read fails the answer holds its diagnostics and nothing else: what was not read is not absent.
 */
export async function readLive(input: LiveInput): Promise<Live> {
  const { kinds, desired, priors, service } = input;

  const listed = await listKinds(kindsToRead(kinds, desired, priors), desired, priors, service);
  if (hasErrors(listed.diagnostics)) return { ...nothing, diagnostics: listed.diagnostics };
  const identified = identifyObjects(listed.raws);
  if (hasErrors(identified.diagnostics)) return { ...nothing, diagnostics: identified.diagnostics };
  const matched = matchObjects(desired, priors, identified.objects);
  if (hasErrors(matched.diagnostics)) return { ...nothing, diagnostics: matched.diagnostics };
  const completed = await completeObjects(kinds, identified.objects, matched.byAddress, service);
  if (hasErrors(completed.diagnostics)) return { ...nothing, diagnostics: completed.diagnostics };

  const declared = new Set(desired.map((resource) => resource.address));
  const decoded = decodeObjects(kinds, completed.objects, matched.byAddress, declared);
  const bound = bindReferences(kinds, desired, decoded.objects, matched.byAddress);
  return {
    objects: decoded.objects,
    byAddress: decoded.byAddress,
    desired: bound.desired,
    diagnostics: [...matched.diagnostics, ...decoded.diagnostics, ...bound.diagnostics],
  };
}
