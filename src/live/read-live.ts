import type { Address } from '../core/address.ts';
import { Bindings } from '../core/bindings.ts';
import { type Diagnostic, hasErrors } from '../core/diagnostic.ts';
import type { KindTable } from '../core/kind-table.ts';
import type { Live } from '../core/live.ts';
import type { Service } from '../core/ports.ts';
import type { Prior, Resource } from '../core/resource.ts';
import { askForObjects } from './ask.ts';
import { bindReferences } from './bind-references.ts';
import { completeObjects } from './complete.ts';
import { decodeObjects } from './decode.ts';
import { type IdentifiedObject, identifyObjects } from './identify.ts';
import { expiredIgnores, withoutIgnored } from './ignore.ts';
import { kindsToRead, tenantKinds } from './kinds-to-read.ts';
import { checkKindsKnown } from './known-kinds.ts';
import { listKinds } from './list.ts';
import { type Matched, matchObjects } from './match.ts';
import { ReferencedIds } from './referenced-ids.ts';

export interface LiveInput {
  readonly kinds: KindTable;
  readonly desired: readonly Resource[];
  readonly priors: ReadonlyMap<Address, Prior>;
  /** The day in UTC, `2026-06-30`. */
  readonly today: string;
  /** Read every object of every kind with all its fields, not only what is declared, known or referred to. */
  readonly everything?: boolean;
  /** Kinds to read besides. */
  readonly alsoKinds?: readonly string[];
  /** Resources that may have been created without anybody knowing: where several objects have their name, that is no error here. */
  readonly undecided?: ReadonlySet<Address>;
  service(name: string): Service;
}

/**
 * Reads the tenant in phases: list → identify → ask → match → complete → decode → bind → ignore (design §2, Phases of reading).
 * Where any read fails the answer holds its diagnostics and nothing else: what was not read is not absent.
 */
export async function readLive(input: LiveInput): Promise<Live> {
  const { kinds, desired, service, today, everything = false } = input;
  const found = await findObjects(input);
  if (!found.objects) return nothing(found.diagnostics);
  const matched = matchObjects({ ...input, objects: found.objects, ids: found.ids });
  if (hasErrors(matched.diagnostics)) return nothing(matched.diagnostics);
  const completed = await completeObjects(kinds, found.objects, matched.byAddress, service, everything);
  if (hasErrors(completed.diagnostics)) return nothing(completed.diagnostics);

  const { objects, byAddress } = completed;
  const bindings = new Bindings(objects, declaredIds(desired, byAddress));
  const toReference = bindings.referenceTo.bind(bindings);
  const decoded = decodeObjects({ kinds, toReference, everything }, objects, byAddress);
  const bound = bindReferences(kinds, desired, objects, bindings);
  return {
    objects: decoded.objects,
    byAddress: decoded.byAddress,
    desired: withoutIgnored(kinds, bound.desired, decoded.byAddress, today),
    bindings,
    diagnostics: [
      ...matched.diagnostics,
      ...decoded.diagnostics,
      ...bound.diagnostics,
      ...expiredIgnores(desired, today),
    ],
  };
}

type Found =
  | { readonly objects: readonly IdentifiedObject[]; readonly ids: ReferencedIds }
  | { readonly objects?: never; readonly diagnostics: readonly Diagnostic[] };

/** Everything that lists tell, and what has to be asked for one by one. */
async function findObjects(input: LiveInput): Promise<Found> {
  const { kinds, desired, priors, service, everything = false } = input;
  const unknown = checkKindsKnown(kinds, priors.keys());
  if (unknown.length > 0) return { diagnostics: unknown };
  const wanted = everything ? tenantKinds(kinds) : kindsToRead(kinds, desired, priors, input.alsoKinds);
  const listed = await listKinds(wanted, desired, priors, service);
  if (hasErrors(listed.diagnostics)) return { diagnostics: listed.diagnostics };
  const identified = identifyObjects(listed.raws);
  if (hasErrors(identified.diagnostics)) return { diagnostics: identified.diagnostics };
  const ids = new ReferencedIds(identified.objects);
  const asked = await askForObjects({
    kinds: wanted,
    desired,
    priors,
    objects: identified.objects,
    ids,
    everything,
    service,
  });
  if (hasErrors(asked.diagnostics)) return { diagnostics: asked.diagnostics };
  return { objects: [...identified.objects, ...asked.objects], ids };
}

function declaredIds(
  desired: readonly Resource[],
  byAddress: Matched['byAddress'],
): (readonly [Address, string])[] {
  return desired.flatMap(({ address }) => {
    const object = byAddress.get(address);
    return object ? [[address, object.id] as const] : [];
  });
}

function nothing(diagnostics: readonly Diagnostic[]): Live {
  return { objects: [], byAddress: new Map(), desired: [], bindings: new Bindings([], []), diagnostics };
}
