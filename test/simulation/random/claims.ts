import { type Address, address } from '../../../src/core/address.ts';
import type { Centre, ObjectManifest } from './centre.ts';
import type { Model } from './model.ts';
import type { ModelTenant } from './model-tenant.ts';

/** The ids that manifests' objects have, by address: those that are there, and new ones. */
export type Claims = ReadonlyMap<Address, string>;

/**
 * Which object is whose: what cxform knows under the manifest's name or a former one, else the one object of its name, else a new one.
 * Undefined where names do not tell.
 */
export function claimObjects(model: Model, tenant: ModelTenant, centre: Centre): Claims | undefined {
  const skills = claimKind(model, tenant, { kind: 'Skill', list: 'skills' }, centre.skills);
  const queues = claimKind(model, tenant, { kind: 'Queue', list: 'queues' }, centre.queues);
  return skills && queues && new Map([...skills, ...queues]);
}

function claimKind(
  { known }: Model,
  tenant: ModelTenant,
  { kind, list }: { readonly kind: string; readonly list: 'skills' | 'queues' },
  manifests: readonly ObjectManifest[],
): Claims | undefined {
  const claims = new Map<Address, string>();
  const taken = new Set<string>();
  const claim = ({ name }: ObjectManifest, id: string) => {
    claims.set(address(kind, name), id);
    taken.add(id);
  };
  const open = () => manifests.filter(({ name }) => !claims.has(address(kind, name)));

  for (const manifest of manifests) {
    const names = [manifest.name, ...manifest.formerly].map((name) => address(kind, name));
    const id = names.map((at) => known.get(at)?.id).find((one) => one !== undefined);
    if (id !== undefined && tenant.get(list, id)) claim(manifest, id);
  }
  for (const namesOf of [ownName, formerDefaultNames]) {
    for (const manifest of open()) {
      for (const name of namesOf(manifest)) {
        const [id, ...others] = tenant.named(list, name).filter((one) => !taken.has(one));
        if (others.length > 0) return undefined;
        if (id === undefined) continue;
        claim(manifest, id);
        break;
      }
    }
  }
  for (const manifest of open()) claim(manifest, newId(tenant, list, `new:${kind}/${manifest.name}`));
  return claims;
}

const ownName = ({ name, displayName = name }: ObjectManifest) => [displayName];

const formerDefaultNames = ({ displayName, formerly }: ObjectManifest) =>
  displayName === undefined ? formerly : [];

function newId(tenant: ModelTenant, list: 'skills' | 'queues', id: string): string {
  return tenant.get(list, id) ? newId(tenant, list, `${id}'`) : id;
}
