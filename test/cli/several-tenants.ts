import { tempFolder } from '../support/temp-folder.ts';
import { manifest, manifests, writeFiles } from './project.ts';

/** What one of several Tenants has in Git and in its sandbox. */
export interface TenantParts {
  /** Documents in the file `NAME/manifests.yaml`. */
  readonly declared?: readonly string[];
  readonly skills?: readonly object[];
  readonly queues?: readonly object[];
  readonly settings?: object;
  /** Further members of the Tenant's spec. */
  readonly spec?: object;
}

/** A real folder with these Tenants in one file, in this order, each a sandbox with manifests of its own. */
export async function makeTenants(tenants: Readonly<Record<string, TenantParts>>): Promise<string> {
  const folder = await tempFolder();
  const documents = Object.entries(tenants).map(([name, { spec }]) =>
    manifest('Tenant', name, {
      sandbox: { state: `${name}.json` },
      manifests: [`${name}/`],
      checks: { SKILL_UNUSED: 'off', QUEUE_WITHOUT_SKILLS: 'off' },
      ...spec,
    }),
  );
  await writeFiles(folder, { 'cxform.yaml': manifests(...documents) });
  for (const [name, parts] of Object.entries(tenants)) {
    await writeFiles(folder, { [`${name}/manifests.yaml`]: manifests(...(parts.declared ?? [])) });
    await writeState(folder, name, parts);
  }
  return folder;
}

/** Replaces all that a Tenant's sandbox holds. */
export async function writeState(
  folder: string,
  name: string,
  { skills = [], queues = [], settings = {} }: TenantParts,
): Promise<void> {
  const state = { settings, routing: { skills, queues, users: [], profiles: [] } };
  await writeFiles(folder, { [`${name}.json`]: JSON.stringify(state) });
}

const billing = manifest('Skill', 'billing');
const liveBilling = { id: 'skl_1', name: 'billing', version: 1 };

/** Nothing is to be done. */
export const settled: TenantParts = { declared: [billing], skills: [liveBilling] };
/** Something is to be created. */
export const changing: TenantParts = { declared: [billing] };
/** A manifest is wrong. */
export const wrong: TenantParts = { declared: [manifest('Skill', 'billing', { displayname: 'Billing' })] };
/** The tenant takes no writes. */
export const refusing: TenantParts = {
  declared: [billing],
  settings: { scopes: ['routing:queue:read', 'routing:skill:read', 'users:read'] },
};
