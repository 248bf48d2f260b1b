import { join, relative, sep } from 'node:path';
import { type Diagnostic, error } from '../core/diagnostic.ts';
import type { ExportedManifest } from '../core/kind.ts';
import type { Files } from '../core/ports.ts';
import { systemErrorCode } from '../core/system-error.ts';
import type { TenantSpec } from '../core/tenant-spec.ts';
import { printManifests } from '../manifest/print/print.ts';

/** Where an exported manifest goes: `routing-profile/voice.yaml`. */
export function fileFor(folder: string, { kind, name }: ExportedManifest): string {
  return join(folder, kind.replace(/(?<=[a-z])(?=[A-Z])/g, '-').toLowerCase(), `${name}.yaml`);
}

interface ManifestFile {
  readonly manifest: ExportedManifest;
  /** Absolute. */
  readonly path: string;
}

/**
 * Writes each manifest to its file; where any of these is there already, `EXPORT_EXISTS`, and none. Answers the files' names, relative
 * to the Tenant's folder.
 */
export async function writeManifests(
  files: Files,
  tenant: TenantSpec,
  wanted: readonly ManifestFile[],
): Promise<{ readonly files: readonly string[]; readonly diagnostics: readonly Diagnostic[] }> {
  const nameOf = (path: string) => relative(tenant.folder, path).split(sep).join('/');
  try {
    const sizes = await Promise.all(wanted.map(({ path }) => files.size(path)));
    const taken = wanted.filter((_, index) => sizes[index] !== undefined);
    if (taken.length > 0) return { files: [], diagnostics: taken.map(({ path }) => exists(nameOf(path))) };
    for (const { manifest, path } of wanted) await files.write(path, printManifests([manifest]));
    return { files: wanted.map(({ path }) => nameOf(path)), diagnostics: [] };
  } catch (thrown) {
    const reason = systemErrorCode(thrown);
    if (reason === undefined) throw thrown;
    return { files: [], diagnostics: [unwritable(reason)] };
  }
}

function exists(file: string): Diagnostic {
  return error({
    code: 'EXPORT_EXISTS',
    summary: `${file} is there already; nothing was written`,
    hint: 'Export into another folder, or only what Git does not have: --unmanaged',
  });
}

function unwritable(reason: string): Diagnostic {
  return error({
    code: 'EXPORT_UNWRITABLE',
    summary: `The manifests cannot be written (${reason})`,
    hint: 'Name a folder that can be written to',
  });
}
