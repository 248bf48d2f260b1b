import { type Address, kindIn } from '../core/address.ts';
import { apiDiagnostic } from '../core/api-diagnostic.ts';
import type { Diagnostic } from '../core/diagnostic.ts';
import { identityReference } from '../core/identity.ts';
import type { ObjectKind } from '../core/kind.ts';
import type { Service } from '../core/ports.ts';
import type { Prior, Resource } from '../core/resource.ts';
import { type IdentifiedObject, identifyObject } from './identify.ts';
import type { TenantKind } from './kinds-to-read.ts';
import type { ReferencedIds } from './referenced-ids.ts';

interface Asking {
  readonly kinds: readonly TenantKind[];
  readonly desired: readonly Resource[];
  readonly priors: ReadonlyMap<Address, Prior>;
  /** What the lists held. */
  readonly objects: readonly IdentifiedObject[];
  readonly ids: ReferencedIds;
  /** Ask for the object of everything that an identity can refer to. */
  readonly everything: boolean;
  service(name: string): Service;
}

/**
 * Asks for the objects of kinds that no list tells: one request for each that is declared or known as ours, by the id that its identity
 * has. What the tenant does not have is left out; each request that fails is a diagnostic.
 */
export async function askForObjects(
  asking: Asking,
): Promise<{ readonly objects: readonly IdentifiedObject[]; readonly diagnostics: readonly Diagnostic[] }> {
  const diagnostics: Diagnostic[] = [];
  const asked = asking.kinds
    .filter((kind) => kind.role === 'object')
    .filter(({ wire }) => wire.listing === 'none')
    .flatMap((kind) => [...idsToAsk(kind, asking)].map((id) => askFor(kind, id, asking, diagnostics)));
  const objects = (await Promise.all(asked)).flatMap((object) => object ?? []);
  return { objects, diagnostics };
}

function idsToAsk(
  kind: ObjectKind,
  { desired, priors, objects, ids, everything }: Asking,
): ReadonlySet<string> {
  const declared = desired
    .filter((resource) => resource.kind === kind.kind)
    .flatMap((resource) => ids.idOf(kind, identityReference(resource)) ?? []);
  const known = [...priors].flatMap(([address, { id }]) => (kindIn(address) === kind.kind ? [id] : []));
  const target = ids.targetOf(kind);
  const all = everything ? objects.filter((object) => object.kind === target).map(({ id }) => id) : [];
  return new Set([...declared, ...known, ...all]);
}

async function askFor(
  kind: ObjectKind,
  id: string,
  { service }: Asking,
  diagnostics: Diagnostic[],
): Promise<IdentifiedObject | undefined> {
  try {
    const raw = await kind.wire.get(service(kind.wire.service), id);
    return raw && identifyObject(kind, raw, diagnostics, id);
  } catch (thrown) {
    diagnostics.push(apiDiagnostic(thrown));
    return undefined;
  }
}
