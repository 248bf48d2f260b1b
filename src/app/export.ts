import { type Address, address } from '../core/address.ts';
import { type Diagnostic, hasErrors, sortDiagnostics, warning } from '../core/diagnostic.ts';
import type { Exported } from '../core/exported.ts';
import type { JsonObject } from '../core/json.ts';
import type { ExportedManifest } from '../core/kind.ts';
import type { TenantSpec } from '../core/tenant-spec.ts';
import { type ExportedLive, exportManifests } from '../live/export.ts';
import { apiVersion } from '../manifest/document-schema.ts';
import { isWithin } from '../manifest/path-within.ts';
import { printManifests } from '../manifest/print/print.ts';
import { pinObjects } from './pin-objects.ts';
import { type Survey, withSurvey } from './survey.ts';
import { unfitIn } from './unfit-in.ts';
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
  return withSurvey<ExportResult>(
    world,
    tenant,
    async (survey) => {
      const made = madeOf(world, survey, unmanaged);
      return folder === undefined ? printed(survey, made) : written(world, survey, made, folder);
    },
    { everything: true },
  );
}

function madeOf({ kinds }: World, { live, priors, declared }: Survey, unmanaged: boolean): ExportedLive {
  return exportManifests({
    kinds,
    live,
    unmanaged,
    staying: unmanaged ? declared : { reserved: [], lookups: new Map() },
    priors,
    unfit: (kind, spec) => unfitIn(kinds, kind, spec),
  });
}

function printed(survey: Survey, made: ExportedLive): ExportResult {
  const manifests = made.manifests.map((manifest) => ({
    address: addressOf(manifest),
    document: documentOf(manifest),
  }));
  const told = pinsNeeded(made);
  return {
    exported: answer(survey, made, { manifests, pinned: false }, told),
    text: printManifests(made.manifests),
  };
}

async function written(
  { files }: World,
  survey: Survey,
  made: ExportedLive,
  folder: string,
): Promise<ExportResult> {
  const { tenant } = survey;
  const wanted = made.manifests.map((manifest) => ({ manifest, path: fileFor(folder, manifest) }));
  const done = await writeManifests(files, tenant, wanted);
  if (hasErrors(done.diagnostics)) return { diagnostics: [...survey.diagnostics, ...done.diagnostics] };
  const manifests = made.manifests.map((manifest, index) => ({
    address: addressOf(manifest),
    file: done.files[index] ?? '',
  }));
  const isOurs = tenant.manifests.some((path) => isWithin(path, folder));
  const pins = isOurs && made.pins.size > 0 ? await pinObjects(files, tenant, made.pins) : undefined;
  const pinned = pins !== undefined && pins.length === 0;
  return { exported: answer(survey, made, { manifests, pinned }, pins ?? pinsNeeded(made)), text: '' };
}

function answer(
  { tenant, live, diagnostics }: Survey,
  made: ExportedLive,
  done: Pick<Exported, 'manifests' | 'pinned'>,
  told: readonly Diagnostic[],
): Exported {
  return {
    formatVersion: 1,
    tenant: tenant.name,
    ...done,
    pins: Object.fromEntries(made.pins),
    diagnostics: sortDiagnostics([...diagnostics, ...live.diagnostics, ...made.diagnostics, ...told]),
  };
}

const addressOf = ({ kind, name }: ExportedManifest): Address => address(kind, name);

function documentOf({ kind, name, spec, protect }: ExportedManifest): JsonObject {
  return { apiVersion, kind, metadata: { name, ...(protect && { protect }) }, spec };
}

function pinsNeeded({ pins }: ExportedLive): Diagnostic[] {
  if (pins.size === 0) return [];
  return [
    warning({
      code: 'EXPORT_PINS',
      summary: `${pins.size} of these manifests need a pin, since their objects share a name`,
      hint: 'Put the pins into the Tenant that shall have these manifests',
    }),
  ];
}
