import { compile } from '../../src/compile/compile.ts';
import { identityName, identityReference } from '../../src/core/identity.ts';
import { KindTable } from '../../src/core/kind-table.ts';
import type { Resource } from '../../src/core/resource.ts';
import { kinds } from '../../src/kinds/index.ts';
import { loadManifests } from '../../src/manifest/load.ts';
import { loadTenant } from '../../src/manifest/tenant.ts';
import { MemoryFiles } from '../support/memory-files.ts';
import { type Contents, configPath } from './contents.ts';
import type { NamedObject, TenantState } from './tenant-state.ts';

/** What Git declares, as the stages of reading and compiling say it. */
export async function declaredIn(contents: Contents): Promise<readonly Resource[]> {
  const files = new MemoryFiles(contents);
  const { tenant } = await loadTenant({ files, path: configPath });
  if (!tenant) throw new Error('the Tenant cannot be read');
  const table = new KindTable(kinds);
  const { manifests, broken } = await loadManifests({ files, tenant, kinds: table.declarable });
  return compile({ tenant, kinds: table, manifests, broken }).resources;
}

/** The ids of the objects in the tenant that a resource can mean: by its name, or whose it is. */
export function idsOf(resource: Resource, { routing }: TenantState): readonly string[] {
  const name = identityName(resource);
  if (name !== undefined) {
    const objects = resource.kind === 'Skill' ? routing.skills : routing.queues;
    return objects.filter((object) => object.name === name).map(({ id }) => id);
  }
  const agent = identityReference(resource);
  const isMeant = ({ id, email }: NamedObject) =>
    typeof agent === 'object' &&
    ('external' in agent ? String(email).toLowerCase() === agent.external : id === agent.id);
  const agents = new Set(routing.users.filter(isMeant).map(({ id }) => id));
  return routing.profiles.filter(({ id }) => agents.has(id)).map(({ id }) => id);
}
