import { resolve } from 'node:path';
import { error, hasErrors } from '../core/diagnostic.ts';
import type { Files } from '../core/ports.ts';
import { findConfig } from '../manifest/find-config.ts';
import { isThere } from '../manifest/is-there.ts';
import { type LoadedTenant, loadTenant } from '../manifest/tenant.ts';

/** Which Tenant somebody means. */
export interface TenantChoice {
  /** The absolute path of the working folder. */
  readonly from: string;
  /** The Tenant file, relative to `from`; looked for from there upward by default (interface §3). */
  readonly config?: string;
  /** Which of several Tenants in it. */
  readonly name?: string;
}

/** The Tenant that is meant, or what is wrong with it. */
export async function openTenant(files: Files, { from, config, name }: TenantChoice): Promise<LoadedTenant> {
  const path = config === undefined ? await findConfig({ files, from }) : resolve(from, config);
  if (path === undefined || !(await isThere(files, path))) {
    const summary =
      config === undefined
        ? 'There is no cxform.yaml here or in any folder above'
        : `There is no file ${config}`;
    const hint = 'Name the Tenant file with --config FILE';
    return { diagnostics: [error({ code: 'CONFIG_NOT_FOUND', summary, hint })] };
  }
  const loaded = await loadTenant({ files, path, ...(name !== undefined && { name }) });
  return hasErrors(loaded.diagnostics) ? { diagnostics: loaded.diagnostics } : loaded;
}
