import { resolve } from 'node:path';
import type { Files } from '../core/ports.ts';
import { systemErrorCode } from '../core/system-error.ts';
import { findConfig } from '../manifest/find-config.ts';
import { isWithin } from '../manifest/path-within.ts';
import { projectPlaces } from '../manifest/project-places.ts';
import { realPlace } from '../manifest/real-place.ts';
import type { TenantChoice } from './open-tenant.ts';

/**
 * What of a project a file is, or would be if it were made, for people; undefined where it is no part of it. Links are followed. The
 * project is that of all Tenants of the file that is meant, whatever is wrong with any.
 */
export async function partOfProject(
  files: Files,
  path: string,
  { from, config }: Pick<TenantChoice, 'from' | 'config'>,
): Promise<string | undefined> {
  const tenantFile = config === undefined ? await findConfig({ files, from }) : resolve(from, config);
  if (tenantFile === undefined) return undefined;
  const place = await realPlace(files, path);
  const { overlays, manifests, ledgers, sandboxes } = await projectPlaces(files, tenantFile);
  const isAt = async (one: string) => (await realPlace(files, one)) === place;
  if (await isAt(tenantFile)) return 'the Tenant file of this project';
  if (await any(overlays, isAt)) return 'an overlay of this project';
  if (await any(manifests, (one) => isManifest(files, one, place)))
    return 'among the manifests of this project';
  if (await any(ledgers, async (one) => isWithin(await realPlace(files, one), place))) {
    return 'in the folder of a ledger of this project';
  }
  return (await any(sandboxes, isAt)) ? 'a file of a sandbox of this project' : undefined;
}

async function any(paths: readonly string[], fits: (path: string) => Promise<boolean>): Promise<boolean> {
  return (await Promise.all(paths.map(fits))).includes(true);
}

const endings = ['.yaml', '.yml'];

/** Below the folder, or what a link in it leads to. */
async function isManifest(files: Files, folder: string, place: string): Promise<boolean> {
  const isNamedSo = endings.some((ending) => place.endsWith(ending));
  if (isNamedSo && isWithin(await realPlace(files, folder), place)) return true;
  try {
    return ((await files.find(folder, endings)) ?? []).some(({ realPath }) => realPath === place);
  } catch (cause) {
    if (systemErrorCode(cause) === undefined) throw cause;
    return false;
  }
}
