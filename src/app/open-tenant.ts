import { resolve } from 'node:path';
import { type Diagnostic, error, hasErrors } from '../core/diagnostic.ts';
import type { Files } from '../core/ports.ts';
import type { TenantSpec } from '../core/tenant-spec.ts';
import { findConfig } from '../manifest/find-config.ts';
import { isThere } from '../manifest/is-there.ts';
import { loadTenant, loadTenants } from '../manifest/tenant.ts';

/** Which Tenant somebody means. */
export interface TenantChoice {
  /** The absolute path of the working folder. */
  readonly from: string;
  /** The Tenant file, relative to `from`; looked for from there upward by default (interface §3). */
  readonly config?: string;
  /** Which of several Tenants in it, or `all`. */
  readonly name?: string;
}

/** The Tenants that are meant. None where anything is wrong. */
export interface OpenedTenants {
  readonly tenants: readonly TenantSpec[];
  /** All were asked for, however many there are. */
  readonly all: boolean;
  readonly diagnostics: readonly Diagnostic[];
}

/** The Tenants that are meant, or what is wrong with the file. */
export async function openTenants(
  files: Files,
  { from, config, name }: TenantChoice,
): Promise<OpenedTenants> {
  const all = name === 'all';
  const path = config === undefined ? await findConfig({ files, from }) : resolve(from, config);
  if (path === undefined || !(await isThere(files, path))) {
    return { tenants: [], all, diagnostics: [notFound(config)] };
  }
  if (all) {
    const { tenants, diagnostics } = await loadTenants({ files, path });
    return { tenants: hasErrors(diagnostics) ? [] : tenants, all, diagnostics };
  }
  const { tenant, diagnostics } = await loadTenant({ files, path, ...(name !== undefined && { name }) });
  return { tenants: tenant && !hasErrors(diagnostics) ? [tenant] : [], all, diagnostics };
}

function notFound(config: string | undefined): Diagnostic {
  const summary =
    config === undefined
      ? 'There is no cxform.yaml here or in any folder above'
      : `There is no file ${config}`;
  return error({
    code: 'CONFIG_NOT_FOUND',
    summary,
    hint: 'Name the Tenant file with --config FILE, or begin with cxform init',
  });
}
