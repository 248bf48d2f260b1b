import type { AcceptedField } from '../core/accepted.ts';
import { type Address, byCodeUnit } from '../core/address.ts';
import { type Diagnostic, error } from '../core/diagnostic.ts';
import type { Path } from '../core/path.ts';
import { loadManifests } from '../manifest/load.ts';
import { Documents } from './accept/documents.ts';
import { DraftFiles } from './accept/draft-files.ts';
import { editsFor } from './accept/edits-for.ts';
import { References } from './accept/references.ts';
import { settleEdits } from './accept/settle-edits.ts';
import { sharedManifests } from './accept/shared-manifests.ts';
import { writeDrafts } from './accept/write-drafts.ts';
import type { Survey } from './survey.ts';
import type { World } from './world.ts';

/** Fields of a declared resource whose live values shall stand in Git. */
export interface AcceptableFields {
  readonly address: Address;
  /** Into the resource's spec; elements of keyed lists by their key, as drift and conflicts have them. */
  readonly paths: readonly Path[];
}

/** What stands in Git now, sorted by address and path, and what could not be written. */
export interface LiveAccepted {
  readonly written: readonly AcceptedField[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Writes live values into the manifests that declare the fields, comments and layout kept: each where its provenance says, be it the
 * resource's own manifest or a facet's. Before a file is written all manifests are compiled as they would be: what would not make Git
 * say exactly what the tenant has, or would change anything else, is refused. Files that moved since the survey are left alone.
 */
export async function acceptLive(
  world: World,
  survey: Pick<Survey, 'tenant' | 'declared' | 'live'>,
  fields: readonly AcceptableFields[],
): Promise<LiveAccepted> {
  if (fields.length === 0) return { written: [], diagnostics: [] };
  const { kinds } = world;
  const { tenant, declared, live } = survey;
  const files = new DraftFiles(world.files);
  const { manifests, digest } = await loadManifests({ files, tenant, kinds: kinds.declarable });
  if (digest.digest !== declared.digest.digest) return { written: [], diagnostics: [manifestsMoved()] };

  const references = new References(live);
  const documents = new Documents({ files, folder: tenant.folder, kinds, manifests });
  const resources = new Map(live.desired.map((resource) => [resource.address, resource]));
  const context = { kinds, tenant, live, resources, references, documents };
  const wanted = await Promise.all(fields.map((one) => editsFor(context, one)));
  const settled = await settleEdits({ world, survey, files, context, wanted: wanted.flat() });
  const done = await writeDrafts(world.files, files, settled.drafts);
  const names = new Set(done.files.values());
  const written = settled.written.filter(({ file }) => names.has(file));
  return {
    written: [...written].sort((a, b) => byCodeUnit(a.address, b.address) || byCodeUnit(a.path, b.path)),
    diagnostics: [
      ...settled.diagnostics,
      ...done.diagnostics,
      ...(await sharedManifests(world.files, tenant, done.files)),
    ],
  };
}

/** `ACCEPT_MOVED`: somebody has edited the manifests since they were compiled. */
function manifestsMoved(): Diagnostic {
  return error({
    code: 'ACCEPT_MOVED',
    summary: 'The manifests have changed since they were read; nothing was written',
    hint: 'Run it again',
  });
}
