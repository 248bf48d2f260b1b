import { relative, sep } from 'node:path';
import type { Source } from '../core/diagnostic.ts';
import type { TenantSpec } from '../core/tenant-spec.ts';

/** A Tenant with where it is, as its manifest says it: by subdomain, in a sandbox, or else by endpoints alone. */
export interface TenantPlace {
  readonly name: string;
  readonly source: Source;
  readonly subdomain?: string;
  /** The file of its state, relative to the Tenant's folder. */
  readonly sandbox?: { readonly state: string };
}

export function placeOf({ name, source, subdomain, sandbox, folder }: TenantSpec): TenantPlace {
  const state = sandbox && relative(folder, sandbox.state).split(sep).join('/');
  return {
    name,
    source,
    ...(subdomain !== undefined && { subdomain }),
    ...(state !== undefined && { sandbox: { state } }),
  };
}
