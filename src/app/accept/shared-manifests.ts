import { join } from 'node:path';
import { type Diagnostic, warning } from '../../core/diagnostic.ts';
import type { Files } from '../../core/ports.ts';
import type { TenantSpec } from '../../core/tenant-spec.ts';
import { discover } from '../../manifest/discover.ts';
import { loadTenants } from '../../manifest/tenant.ts';

/** `ACCEPT_SHARED`: a file that was edited for one Tenant and declares what others have as well. `edited` are names by real path. */
export async function sharedManifests(
  files: Files,
  tenant: TenantSpec,
  edited: ReadonlyMap<string, string>,
): Promise<Diagnostic[]> {
  if (edited.size === 0) return [];
  const { tenants } = await loadTenants({ files, path: join(tenant.folder, tenant.source.file) });
  const sharing = new Map<string, string[]>();
  for (const other of tenants.filter(({ name }) => name !== tenant.name)) {
    const { found } = await discover(files, other);
    for (const { realPath } of found) {
      if (edited.has(realPath)) sharing.set(realPath, [...(sharing.get(realPath) ?? []), other.name]);
    }
  }
  return Array.from(sharing, ([path, names]) => shared(edited.get(path) ?? '', names));
}

function shared(file: string, names: readonly string[]): Diagnostic {
  return warning({
    code: 'ACCEPT_SHARED',
    summary: `${file} was edited, which ${names.join(', ')} also ${names.length === 1 ? 'has' : 'have'}`,
    hint: `Look at cxform plan --tenant ${names[0]}, and let an overlay say what holds for one tenant`,
    source: { file, line: 1, column: 1 },
  });
}
