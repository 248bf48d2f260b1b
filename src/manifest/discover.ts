import { join } from 'node:path';
import { byCodeUnit } from '../core/address.ts';
import { type Diagnostic, error } from '../core/diagnostic.ts';
import type { Files, FoundFile } from '../core/ports.ts';
import type { TenantSpec } from '../core/tenant-spec.ts';
import { isWithin, nameWithin } from './path-within.ts';
import { unreadable } from './read-file.ts';
import { symlinkOutside } from './symlink-outside.ts';

/** A file that holds manifests. */
export interface ManifestFile extends FoundFile {
  /** Relative to the tenant's folder, with `/`. */
  readonly file: string;
}

export interface Discovered {
  /** Sorted by `file`, each file once however many ways lead to it. */
  readonly found: readonly ManifestFile[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * The YAML files below a tenant's `manifests` folders, but for the file that the Tenant itself stands in and those set `apart` by
 * their real paths.
 */
export async function discover(
  files: Files,
  tenant: TenantSpec,
  apart: Iterable<string> = [],
): Promise<Discovered> {
  const { folder, source } = tenant;
  try {
    const ownFile = await files.realPath(join(folder, source.file));
    const known = new Set([ownFile, ...apart]);
    return await discoverBeside(files, tenant, (await files.realPath(folder)) ?? folder, known);
  } catch (cause) {
    return { found: [], diagnostics: [unreadable(source.file, cause, source)] };
  }
}

async function discoverBeside(
  files: Files,
  tenant: TenantSpec,
  folder: string,
  known: Set<string | undefined>,
): Promise<Discovered> {
  const diagnostics: Diagnostic[] = [];
  const found: ManifestFile[] = [];
  for (const { path, realPath } of await findAll(files, tenant, diagnostics)) {
    const file = nameWithin(tenant.folder, path);
    if (known.has(realPath)) continue;
    known.add(realPath);
    if (isWithin(folder, realPath)) found.push({ path, realPath, file });
    else diagnostics.push(symlinkOutside(file, { file, line: 1, column: 1 }));
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
      diagnostics.push(unreadable(nameWithin(tenant.folder, path), cause, tenant.source));
    }
  }
  return all;
}

function missing(tenant: TenantSpec, path: string): Diagnostic {
  return error({
    code: 'MANIFESTS_MISSING',
    summary: `There is no ${nameWithin(tenant.folder, path)}, where tenant ${tenant.name} has its manifests`,
    hint: 'Make the folder, or correct spec.manifests',
    source: tenant.source,
  });
}
