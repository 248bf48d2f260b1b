import { join, relative, sep } from 'node:path';
import { byCodeUnit } from '../core/address.ts';
import { type Diagnostic, error } from '../core/diagnostic.ts';
import type { Files, FoundFile } from '../core/ports.ts';
import type { TenantSpec } from '../core/tenant-spec.ts';
import { isWithin } from './path-within.ts';
import { unreadable } from './read-file.ts';

/** A file that holds manifests. */
interface ManifestFile {
  readonly path: string;
  /** Relative to the tenant's folder, with `/`. */
  readonly file: string;
}

export interface Discovered {
  /** Sorted by `file`, each file once however many ways lead to it. */
  readonly found: readonly ManifestFile[];
  readonly diagnostics: readonly Diagnostic[];
}

/** The YAML files below a tenant's `manifests` folders, but for the file that the Tenant itself stands in. */
export async function discover(files: Files, tenant: TenantSpec): Promise<Discovered> {
  const { folder, source } = tenant;
  try {
    const ownFile = await files.realPath(join(folder, source.file));
    return await discoverBeside(files, tenant, (await files.realPath(folder)) ?? folder, ownFile);
  } catch (cause) {
    return { found: [], diagnostics: [unreadable(source.file, cause, source)] };
  }
}

async function discoverBeside(
  files: Files,
  tenant: TenantSpec,
  folder: string,
  ownFile: string | undefined,
): Promise<Discovered> {
  const diagnostics: Diagnostic[] = [];
  const known = new Set([ownFile]);
  const found: ManifestFile[] = [];
  for (const { path, realPath } of await findAll(files, tenant, diagnostics)) {
    const file = nameWithin(tenant, path);
    if (known.has(realPath)) continue;
    known.add(realPath);
    if (isWithin(folder, realPath)) found.push({ path, file });
    else diagnostics.push(symlinkOutside(file));
  }
  return { found: found.sort((a, b) => byCodeUnit(a.file, b.file)), diagnostics };
}

async function findAll(files: Files, tenant: TenantSpec, diagnostics: Diagnostic[]): Promise<FoundFile[]> {
  const all: FoundFile[] = [];
  for (const path of tenant.manifests) {
    try {
      const found = await files.find(path, ['.yaml', '.yml']);
      if (!found) diagnostics.push(missing(tenant, path));
      for (const file of found ?? []) all.push(file);
    } catch (cause) {
      diagnostics.push(unreadable(nameWithin(tenant, path), cause, tenant.source));
    }
  }
  return all;
}

const nameWithin = ({ folder }: TenantSpec, path: string) =>
  relative(folder, path).split(sep).join('/') || '.';

function missing(tenant: TenantSpec, path: string): Diagnostic {
  return error({
    code: 'MANIFESTS_MISSING',
    summary: `There is no ${nameWithin(tenant, path)}, where tenant ${tenant.name} has its manifests`,
    hint: 'Make the folder, or correct spec.manifests',
    source: tenant.source,
  });
}

function symlinkOutside(file: string): Diagnostic {
  return error({
    code: 'SYMLINK_OUTSIDE',
    summary: `${file} leads out of the tenant's folder`,
    hint: 'Put the file itself there in place of the symbolic link',
    source: { file, line: 1, column: 1 },
  });
}
