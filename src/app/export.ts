import { type Address, address } from '../core/address.ts';
import { type Diagnostic, hasErrors, sortDiagnostics, warning } from '../core/diagnostic.ts';
import type { Exported } from '../core/exported.ts';
import type { JsonObject } from '../core/json.ts';
import type { ExportedManifest } from '../core/kind.ts';
import type { TenantSpec } from '../core/tenant-spec.ts';
import { priorOf } from '../ledger/fold.ts';
import { exportManifests } from '../live/export.ts';
import { isWithin } from '../manifest/path-within.ts';
import { printManifests } from '../manifest/print.ts';
import { unfitMembers } from '../manifest/unfit-members.ts';
import { compileTenant } from './compile-tenant.ts';
import { pinObjects } from './pin-objects.ts';
import { readEverything } from './read-everything.ts';
import { ledgerResult } from './survey.ts';
import type { World } from './world.ts';
import { fileFor, writeManifests } from './write-manifests.ts';

export interface ExportOptions {
  /** Only what Git does not declare yet. */
  readonly unmanaged: boolean;
  /** The absolute path of a folder to write a file for each manifest into; without it they are given as text. */
  readonly folder?: string;
}

/** What an export made, or why it could not. */
export type ExportResult =
  | { readonly exported: Exported; readonly text: string }
  | { readonly exported?: never; readonly diagnostics: readonly Diagnostic[] };

/**
 * Makes manifests of what the tenant holds, such that a plan of them is empty. Nothing that exists is written over. Where they need
 * pins and lie among the tenant's manifests, the pins are written into the Tenant.
 */
export async function exportTenant(
  world: World,
  tenant: TenantSpec,
  { unmanaged, folder }: ExportOptions,
): Promise<ExportResult> {
  const declared = await compileTenant(world, tenant);
  if (hasErrors(declared.diagnostics)) return { diagnostics: declared.diagnostics };
  const journal = await ledgerResult(() => world.ledger(tenant).read());
  if ('diagnostic' in journal) return { diagnostics: [journal.diagnostic] };
  const priors = priorOf(journal.value.entries);
  const read = await readEverything(world, tenant, { desired: declared.resources, priors });
  if (!read.live) return { diagnostics: read.diagnostics };
  const { manifests, pins, diagnostics } = exportManifests({
    kinds: world.kinds,
    live: read.live,
    unmanaged,
    staying: unmanaged ? declared : { addresses: [], lookups: new Map() },
    unfit: (kind, spec) => unfitMembers(world.kinds.get(kind), spec),
  });
  const found = [...read.diagnostics, ...diagnostics];
  const result = (
    more: Pick<Exported, 'manifests' | 'pinned'>,
    also: readonly Diagnostic[],
  ): ExportResult => ({
    exported: {
      formatVersion: 1,
      tenant: tenant.name,
      ...more,
      pins: Object.fromEntries(pins),
      diagnostics: sortDiagnostics([...found, ...also]),
    },
    text: folder === undefined ? printManifests(manifests) : '',
  });
  const addresses = manifests.map(({ kind, name }) => address(kind, name));
  if (folder === undefined) {
    const printed = manifests.map((manifest, index) => ({
      address: addresses[index] as Address,
      document: documentOf(manifest),
    }));
    return result({ manifests: printed, pinned: false }, pinsNeeded(pins.size));
  }
  const wanted = manifests.map((manifest) => ({ manifest, path: fileFor(folder, manifest) }));
  const written = await writeManifests(world.files, tenant, wanted);
  if (hasErrors(written.diagnostics)) return { diagnostics: [...found, ...written.diagnostics] };
  const listed = addresses.map((at, index) => ({ address: at, file: written.files[index] ?? '' }));
  const isOurs = tenant.manifests.some((path) => isWithin(path, folder));
  if (!isOurs || pins.size === 0) return result({ manifests: listed, pinned: false }, pinsNeeded(pins.size));
  const problems = await pinObjects(world.files, tenant, pins);
  return result({ manifests: listed, pinned: problems.length === 0 }, problems);
}

function documentOf({ kind, name, spec }: ExportedManifest): JsonObject {
  return { apiVersion: 'cxform/v1', kind, metadata: { name }, spec };
}

function pinsNeeded(count: number): Diagnostic[] {
  if (count === 0) return [];
  return [
    warning({
      code: 'EXPORT_PINS',
      summary: `${count} of these manifests need a pin, since their objects share a name`,
      hint: 'Put the pins into the Tenant that shall have these manifests',
    }),
  ];
}
