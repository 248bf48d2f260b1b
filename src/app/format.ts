import { join } from 'node:path';
import { byCodeUnit } from '../core/address.ts';
import { type Diagnostic, error, sortDiagnostics } from '../core/diagnostic.ts';
import type { JsonObject } from '../core/json.ts';
import { systemErrorCode } from '../core/system-error.ts';
import type { TenantSpec } from '../core/tenant-spec.ts';
import { decodeText } from '../manifest/decode-text.ts';
import { discover } from '../manifest/discover.ts';
import { formatManifests } from '../manifest/format/format.ts';
import { readFile } from '../manifest/read-file.ts';
import { readInside } from '../manifest/read-inside.ts';
import type { World } from './world.ts';

/** What formatting changed, or would change. */
export interface Formatted {
  /** Relative to the Tenant's folder, sorted, each once. */
  readonly changed: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Brings all files of a Tenant into the canonical layout: manifests, overlays and the Tenant's own. A file with errors stays as it is. */
export async function formatTenant(
  world: World,
  tenant: TenantSpec,
  { check }: { readonly check: boolean },
): Promise<Formatted> {
  const { folder, source, overlays } = tenant;
  const { found, diagnostics: discovery } = await discover(world.files, tenant);
  const changed: string[] = [];
  const diagnostics: Diagnostic[] = [...discovery];
  const paths = new Map(found.map(({ realPath, file }) => [realPath, file]));
  for (const path of [join(folder, source.file), ...overlays]) {
    const { file, realPath, read } = await readInside(world.files, { folder, path, source });
    if ('problem' in read) diagnostics.push(read.problem);
    else paths.set(realPath ?? path, file);
  }
  const ordered = [...paths].sort(([, a], [, b]) => byCodeUnit(a, b));
  for (const [path, file] of ordered) {
    const end = await formatFile(world, path, file, check);
    if (end === 'changed') changed.push(file);
    else diagnostics.push(...end);
  }
  return { changed, diagnostics: sortDiagnostics(diagnostics) };
}

async function formatFile(
  { files, kinds }: World,
  path: string,
  file: string,
  check: boolean,
): Promise<'changed' | readonly Diagnostic[]> {
  const read = await readFile(files, path, file);
  if ('problem' in read) return [read.problem];
  const decoded = decodeText(file, read.bytes);
  if ('problem' in decoded) return [decoded.problem];
  const specOf = (kind: string): JsonObject | undefined =>
    kinds.declarable.find((one) => one.kind === kind)?.schema;
  const formatted = formatManifests(decoded.text, specOf, file);
  if (!('text' in formatted)) return formatted.diagnostics;
  // A byte order mark goes too.
  if (formatted.text === new TextDecoder('utf-8', { ignoreBOM: true }).decode(read.bytes)) return [];
  if (check) return 'changed';
  try {
    await files.write(path, formatted.text);
    return 'changed';
  } catch (thrown) {
    const reason = systemErrorCode(thrown);
    if (reason === undefined) throw thrown;
    return [
      error({
        code: 'FORMAT_UNWRITABLE',
        summary: `${file} cannot be written (${reason})`,
        hint: 'See to the permissions of the file and its folder',
      }),
    ];
  }
}
