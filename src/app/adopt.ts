import { join } from 'node:path';
import { type Address, kindIn, nameIn } from '../core/address.ts';
import { type Diagnostic, error, hasErrors, sortDiagnostics } from '../core/diagnostic.ts';
import { didYouMean } from '../core/did-you-mean.ts';
import type { Adopted } from '../core/exported.ts';
import { identityName } from '../core/identity.ts';
import type { Live } from '../core/live.ts';
import type { LiveObject, Resource } from '../core/resource.ts';
import type { TenantSpec } from '../core/tenant-spec.ts';
import { priorOf } from '../ledger/fold.ts';
import { exportManifests } from '../live/export.ts';
import { unfitMembers } from '../manifest/unfit-members.ts';
import { compileTenant, type Declared } from './compile-tenant.ts';
import { pinObjects } from './pin-objects.ts';
import { readEverything } from './read-everything.ts';
import { ledgerResult } from './survey.ts';
import type { World } from './world.ts';
import { fileFor, writeManifests } from './write-manifests.ts';

/** What was adopted, or why it could not be. */
export type AdoptResult =
  | { readonly adopted: Adopted }
  | { readonly adopted?: never; readonly diagnostics: readonly Diagnostic[] };

/**
 * Makes an object of the tenant the one of an address. A manifest that Git has gets a pin in the Tenant, unless the object bears its
 * name and is the only one that does; one that Git does not have is written, as an export would write it.
 */
export async function adopt(
  world: World,
  tenant: TenantSpec,
  address: Address,
  id: string,
): Promise<AdoptResult> {
  const refusal = whyNotAdoptable(world, address);
  if (refusal) return { diagnostics: [refusal] };
  const before = await compileTenant(world, tenant);
  const resource = before.resources.find((one) => one.address === address);
  const pins = resource ? new Map([...tenant.pins, [address, id] as const]) : tenant.pins;
  const declared = await compileTenant(world, { ...tenant, pins });
  if (hasErrors(declared.diagnostics)) return { diagnostics: declared.diagnostics };
  const journal = await ledgerResult(() => world.ledger(tenant).read());
  if ('diagnostic' in journal) return { diagnostics: [journal.diagnostic] };
  const known = { desired: declared.resources, priors: priorOf(journal.value.entries) };
  const { live, diagnostics } = await readEverything(world, tenant, known);
  if (!live) return { diagnostics };
  const written = resource
    ? await pin(world, tenant, resource, live, id)
    : await declare(world, tenant, declared, address, live, id);
  if (hasErrors(written.diagnostics)) return { diagnostics: written.diagnostics };
  return {
    adopted: {
      formatVersion: 1,
      tenant: tenant.name,
      address,
      id,
      written: written.files,
      diagnostics: sortDiagnostics([...diagnostics, ...written.diagnostics]),
    },
  };
}

interface WrittenFiles {
  readonly files: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
}

async function pin(
  { files }: World,
  tenant: TenantSpec,
  resource: Resource,
  { objects }: Live,
  id: string,
): Promise<WrittenFiles> {
  const { address, kind } = resource;
  const named = objects.filter((object) => object.kind === kind && object.name === identityName(resource));
  const isClear = named.length === 1 && named[0]?.id === id;
  if (isClear || tenant.pins.get(address) === id) return { files: [], diagnostics: [] };
  return {
    files: [tenant.source.file],
    diagnostics: await pinObjects(files, tenant, new Map([[address, id]])),
  };
}

async function declare(
  world: World,
  tenant: TenantSpec,
  staying: Declared,
  address: Address,
  live: Live,
  id: string,
): Promise<WrittenFiles> {
  const kind = world.kinds.get(kindIn(address));
  const object = live.objects.find((one) => one.kind === kind.kind && one.id === id);
  if (!object) return { files: [], diagnostics: [notFound(address, id)] };
  const holder = holderOf(live, object);
  if (holder !== undefined) return { files: [], diagnostics: [taken(holder, address, id)] };
  const { manifests, pins, diagnostics } = exportManifests({
    kinds: world.kinds,
    live,
    unmanaged: true,
    staying,
    only: { object, name: nameIn(address) },
    unfit: (name, spec) => unfitMembers(world.kinds.get(name), spec),
  });
  if (manifests.length === 0)
    return { files: [], diagnostics: diagnostics.map((one) => ({ ...one, severity: 'error' })) };
  const folder = tenant.manifests[0] ?? join(tenant.folder, 'manifests');
  const written = await writeManifests(
    world.files,
    tenant,
    manifests.map((manifest) => ({ manifest, path: fileFor(folder, manifest) })),
  );
  if (hasErrors(written.diagnostics)) return written;
  const pinned = pins.size > 0 ? await pinObjects(world.files, tenant, pins) : [];
  return {
    files: [...written.files, ...(pins.size > 0 ? [tenant.source.file] : [])],
    diagnostics: [...diagnostics, ...pinned],
  };
}

function holderOf({ desired, byAddress }: Live, object: LiveObject): Address | undefined {
  return desired.find(({ address }) => byAddress.get(address) === object)?.address;
}

function whyNotAdoptable({ kinds }: World, address: Address): Diagnostic | undefined {
  const kind = kinds.find(kindIn(address));
  if (kind?.role === 'object' && kind.identity.by === 'name' && !kind.expand) return undefined;
  const adoptable = kinds.objects
    .filter(({ identity, expand }) => identity.by === 'name' && !expand)
    .map((one) => one.kind);
  return error({
    code: 'NOT_ADOPTABLE',
    summary: `${address} cannot adopt an object`,
    detail: `Kinds whose manifests can: ${adoptable.join(', ')}`,
    ...(kind
      ? { hint: 'Its object follows from what the manifest says' }
      : didYouMean(kindIn(address), adoptable)),
  });
}

function notFound(address: Address, id: string): Diagnostic {
  return error({
    code: 'ADOPT_NOT_FOUND',
    summary: `The tenant has no ${kindIn(address)} with the id ${id}`,
    hint: 'cxform plan lists what is unmanaged, with ids',
  });
}

function taken(holder: Address, address: Address, id: string): Diagnostic {
  return error({
    code: 'ADOPT_TAKEN',
    summary: `${id} is the object of ${holder}, so that ${address} cannot adopt it`,
    hint: `Remove the manifest of ${holder}, or rename it: metadata.formerly keeps its object`,
  });
}
