import { type Address, kindIn, nameIn } from '../core/address.ts';
import { type Diagnostic, error, hasErrors, sortDiagnostics, warning } from '../core/diagnostic.ts';
import { didYouMean } from '../core/did-you-mean.ts';
import type { Adopted } from '../core/exported.ts';
import type { LiveObject } from '../core/resource.ts';
import type { TenantSpec } from '../core/tenant-spec.ts';
import { exportManifests } from '../live/export.ts';
import { namePattern } from '../manifest/metadata-schema.ts';
import { compileTenant } from './compile-tenant.ts';
import { pinObjects } from './pin-objects.ts';
import { type Survey, withSurvey } from './survey.ts';
import { unfitIn } from './unfit-in.ts';
import type { World } from './world.ts';
import { fileFor, writeManifests } from './write-manifests.ts';

/** What was adopted, or why it could not be. */
export type AdoptResult =
  | { readonly adopted: Adopted }
  | { readonly adopted?: never; readonly diagnostics: readonly Diagnostic[] };

/**
 * Makes an object of the tenant the one of an address. A manifest that Git does not have is written, as an export would write it. The
 * Tenant gets a pin wherever the object would not be found without one: another name, a name that others have too, or a ledger that
 * knows another object under that address.
 */
export async function adopt(
  world: World,
  tenant: TenantSpec,
  address: Address,
  id: string,
): Promise<AdoptResult> {
  const refusal = whyNotAdoptable(world, address);
  if (refusal) return { diagnostics: [refusal] };
  const { addresses, reserved } = await compileTenant(world, tenant);
  const isDeclared = addresses.includes(address);
  if (!isDeclared && reserved.includes(address)) return { diagnostics: [reservedAddress(address)] };
  const pins = isDeclared ? new Map([...tenant.pins, [address, id] as const]) : tenant.pins;
  return withSurvey<AdoptResult>(
    world,
    { ...tenant, pins },
    async (survey) => {
      const object = survey.live.objects.find((one) => one.kind === kindIn(address) && one.id === id);
      if (!object) return { diagnostics: [notFound(address, id)] };
      const holder = holderOf(survey, object);
      if (holder !== undefined && holder !== address) return { diagnostics: [taken(holder, address, id)] };
      const made = isDeclared ? nothingMade : await writeManifest(world, survey, address, object);
      if (hasErrors(made.diagnostics)) return { diagnostics: made.diagnostics };
      const pinned = needsPin(survey, tenant, address, object)
        ? await pinObjects(world.files, tenant, new Map([[address, id]]))
        : undefined;
      const written = [...made.files, ...(pinned?.length === 0 ? [tenant.source.file] : [])];
      const told = [
        ...survey.diagnostics,
        ...survey.live.diagnostics,
        ...made.diagnostics,
        ...(pinned ?? []),
        ...leftBehind(survey, address, id),
      ];
      const diagnostics = sortDiagnostics(told);
      return { adopted: { formatVersion: 1, tenant: tenant.name, address, id, written, diagnostics } };
    },
    { everything: true },
  );
}

/** `ADOPT_MOVES`: the object that the address was until now, by the ledger, is still there. */
function leftBehind({ live, priors }: Survey, address: Address, id: string): Diagnostic[] {
  const before = priors.get(address)?.id;
  const isThere = live.objects.some((one) => one.kind === kindIn(address) && one.id === before);
  if (before === undefined || before === id || !isThere) return [];
  return [
    warning({
      code: 'ADOPT_MOVES',
      summary: `${address} was ${before} until now, which stays in the tenant, unmanaged`,
      hint: 'Look at cxform plan before you apply: what refers to the address will refer to the new object',
      address,
    }),
  ];
}

interface Made {
  /** Relative to the Tenant's folder. */
  readonly files: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
}

const nothingMade: Made = { files: [], diagnostics: [] };

/** Without a pin the ledger decides, then the name. */
function needsPin(
  { live, priors }: Survey,
  { pins }: TenantSpec,
  address: Address,
  { kind, id, name }: LiveObject,
): boolean {
  if (pins.has(address)) return pins.get(address) !== id;
  const known = priors.get(address);
  const resource = live.desired.find((one) => one.address === address);
  // A manifest that is written now has the object's own name.
  const wanted = resource ? resource.spec[resource.identity.path.slice(1)] : name;
  const sharing = live.objects.filter((one) => one.kind === kind && one.name === wanted);
  const isClear = name === wanted && sharing.length === 1;
  return !isClear || (known !== undefined && known.id !== id);
}

async function writeManifest(
  world: World,
  survey: Survey,
  address: Address,
  object: LiveObject,
): Promise<Made> {
  const { kinds, files } = world;
  const { live, tenant, declared } = survey;
  const { manifests, diagnostics } = exportManifests({
    kinds,
    live,
    unmanaged: true,
    staying: declared,
    priors: survey.priors,
    only: { object, name: nameIn(address) },
    unfit: (kind, spec) => unfitIn(kinds, kind, spec),
  });
  if (manifests.length === 0) {
    return { files: [], diagnostics: diagnostics.map((one) => ({ ...one, severity: 'error' })) };
  }
  const folder = tenant.manifests.find((path) => !/\.ya?ml$/.test(path));
  if (folder === undefined) return { files: [], diagnostics: [noFolder(tenant)] };
  const written = await writeManifests(
    files,
    tenant,
    manifests.map((manifest) => ({ manifest, path: fileFor(folder, manifest) })),
  );
  return { files: written.files, diagnostics: [...diagnostics, ...written.diagnostics] };
}

function holderOf({ live: { desired, byAddress } }: Survey, object: LiveObject): Address | undefined {
  return desired.find(({ address }) => byAddress.get(address) === object)?.address;
}

function whyNotAdoptable({ kinds }: World, address: Address): Diagnostic | undefined {
  const isAdoptable = (kind: (typeof kinds.objects)[number]) => kind.identity.by === 'name' && !kind.expand;
  if (!new RegExp(namePattern).test(nameIn(address)) || nameIn(address).length > 128) {
    return error({
      code: 'NOT_ADOPTABLE',
      summary: `${address} is no address that a manifest could have`,
      hint: 'Use small letters, digits and . _ - between them, at most 128',
    });
  }
  const kind = kinds.find(kindIn(address));
  if (kind?.role === 'object' && isAdoptable(kind)) return undefined;
  const adoptable = kinds.objects.filter(isAdoptable).map((one) => one.kind);
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

function reservedAddress(address: Address): Diagnostic {
  return error({
    code: 'NOT_ADOPTABLE',
    summary: `${address} is the former name of a manifest, or an overlay takes it away from this tenant`,
    hint: 'Choose another name',
  });
}

function noFolder({ name, source }: TenantSpec): Diagnostic {
  return error({
    code: 'ADOPT_NO_FOLDER',
    summary: `The Tenant ${name} lists files of manifests and no folder, so that a new one has no place`,
    hint: 'Add a folder to spec.manifests, or write the manifest by hand: cxform export shows it',
    source,
  });
}
