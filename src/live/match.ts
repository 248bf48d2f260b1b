import { type Address, nameIn } from '../core/address.ts';
import type { Diagnostic } from '../core/diagnostic.ts';
import { groupBy } from '../core/group-by.ts';
import { identityName, identityReference } from '../core/identity.ts';
import { keyInKind } from '../core/key-in-kind.ts';
import type { KindTable } from '../core/kind-table.ts';
import type { Prior, Resource } from '../core/resource.ts';
import { Claims } from './claims.ts';
import type { IdentifiedObject } from './identify.ts';
import { ambiguous, pinNotFound, sharedObject, takenByPin } from './match-problems.ts';
import type { ReferencedIds } from './referenced-ids.ts';

export interface Matched {
  readonly byAddress: ReadonlyMap<Address, IdentifiedObject>;
  readonly diagnostics: readonly Diagnostic[];
}

interface Matching {
  readonly kinds: KindTable;
  readonly desired: readonly Resource[];
  readonly priors: ReadonlyMap<Address, Prior>;
  readonly objects: readonly IdentifiedObject[];
  readonly ids: ReferencedIds;
  /** Of these several objects of one name are no error: they have none yet. */
  readonly undecided?: ReadonlySet<Address>;
}

/**
 * Finds the object of each declared resource: the one of its identity's id where the kind has that; else by its pin, else by what the
 * ledger recorded, else by name, else by a former name. Each is asked for all resources before the next, so that no object goes to a
 * weaker claim first. A pin to what the ledger knows as another declared resource's is an error. What the ledger knows and Git no
 * longer declares keeps its object unless a declared resource has it.
 */
export function matchObjects(matching: Matching): Matched {
  const { kinds, desired, priors, objects, ids, undecided = new Set() } = matching;
  const claims = new Claims(objects);
  const named = desired.filter(({ identity }) => identity.by === 'name');
  const diagnostics = [
    ...claimByReference(kinds, desired, ids, claims),
    ...claimByPin(named, claims),
    ...claimByLedger(named, priors, claims),
    ...claimByName(named, claims, (resource) => [identityName(resource) ?? '']),
    ...claimByName(named, claims, formerDefaultNames),
  ].filter(({ code, address }) => !(code === 'LIVE_AMBIGUOUS' && address && undecided.has(address)));
  const declared = new Set(desired.map(({ address }) => address));
  for (const [address, { id }] of priors) {
    if (!declared.has(address)) claims.claim(address, id);
  }
  return { byAddress: claims.byAddress, diagnostics };
}

function claimByReference(
  kinds: KindTable,
  desired: readonly Resource[],
  ids: ReferencedIds,
  claims: Claims,
): Diagnostic[] {
  const holders = new Map<string, Resource>();
  return desired.flatMap((resource) => {
    const { address, kind, identity } = resource;
    if (identity.by !== 'reference') return [];
    const id = ids.idOf(kinds.get(kind), identityReference(resource));
    if (id === undefined) return [];
    const holder = holders.get(keyInKind(kind, id));
    if (holder) return [sharedObject(resource, holder, id)];
    holders.set(keyInKind(kind, id), resource);
    claims.claim(address, id);
    return [];
  });
}

function claimByPin(named: readonly Resource[], claims: Claims): Diagnostic[] {
  return named.flatMap((resource) => {
    const { address, pin } = resource;
    return pin === undefined || claims.claim(address, pin) ? [] : [pinNotFound(resource, pin)];
  });
}

function claimByLedger(
  named: readonly Resource[],
  priors: ReadonlyMap<Address, Prior>,
  claims: Claims,
): Diagnostic[] {
  const pinned = named.flatMap(({ address, kind, pin }) =>
    pin === undefined ? [] : [[keyInKind(kind, pin), address] as const],
  );
  const pinnedTo = new Map(pinned);
  return open(named, claims).flatMap((resource) => {
    const prior = priors.get(resource.address);
    if (!prior || claims.claim(resource.address, prior.id)) return [];
    const holder = pinnedTo.get(keyInKind(resource.kind, prior.id));
    return holder ? [takenByPin(resource, holder, prior.id)] : [];
  });
}

function claimByName(
  named: readonly Resource[],
  claims: Claims,
  namesOf: (resource: Resource) => readonly string[],
): Diagnostic[] {
  const free = groupBy(claims.unclaimed(), ({ kind, name }) => keyInKind(kind, name ?? ''));
  return open(named, claims).flatMap((resource) => {
    for (const name of namesOf(resource)) {
      const found = free.get(keyInKind(resource.kind, name)) ?? [];
      const [object, ...others] = found;
      if (others.length > 0) return [ambiguous(resource, name, found)];
      if (object && claims.claim(resource.address, object.id)) return [];
    }
    return [];
  });
}

/** Until a renamed manifest is applied, its object has the name that the manifest had, unless it always bore one of its own. */
function formerDefaultNames({ identity, formerly }: Resource): string[] {
  return identity.by === 'name' && identity.isDefault ? formerly.map(nameIn) : [];
}

/** What has no object yet and is not pinned to one. */
const open = (named: readonly Resource[], { byAddress }: Claims) =>
  named.filter(({ address, pin }) => pin === undefined && !byAddress.has(address));
