import { type Address, kindIn } from '../core/address.ts';
import type { ObjectKind, OutsideKind } from '../core/kind.ts';
import type { KindTable } from '../core/kind-table.ts';
import type { Prior, Resource } from '../core/resource.ts';

/** A kind of what the tenant holds. */
export type TenantKind = ObjectKind | OutsideKind;

/**
 * The kinds whose objects matter: those declared, those known as ours, those that any of them refers to, and those that may refer
 * to something of ours that Git no longer declares. Others are not asked for, so that a tenant needs to grant no more than what its
 * manifests use. `also` are kinds that matter for another reason.
 */
export function kindsToRead(
  kinds: KindTable,
  desired: readonly Resource[],
  priors: ReadonlyMap<Address, Prior>,
  also: Iterable<string> = [],
): TenantKind[] {
  const declared = new Set(desired.map(({ address }) => address));
  const known = [...priors.keys()];
  const orphaned = new Set(known.filter((address) => !declared.has(address)).map(kindIn));
  // What no list tells cannot be asked who refers to something.
  const referring = kinds.objects.filter(
    ({ fields, wire }) => wire.listing !== 'none' && fields.references.some(({ kind }) => orphaned.has(kind)),
  );
  const wanted = new Set([
    ...desired.map(({ kind }) => kind),
    ...known.map(kindIn),
    ...referring.map(({ kind }) => kind),
    ...also,
  ]);
  // A set's iteration reaches what is added on the way.
  for (const name of wanted) {
    const kind = kinds.find(name);
    if (kind?.role !== 'object') continue;
    for (const reference of kind.fields.references) wanted.add(reference.kind);
  }
  return tenantKinds(kinds).filter(({ kind }) => wanted.has(kind));
}

/** Every kind of what the tenant holds. */
export function tenantKinds(kinds: KindTable): TenantKind[] {
  return [...kinds.objects, ...kinds.outside];
}
