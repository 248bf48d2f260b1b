import { acceptDrift } from '../../src/app/accept-drift.ts';
import type { Accepted } from '../../src/core/accepted.ts';
import type { Address } from '../../src/core/address.ts';
import { loadTenant } from '../../src/manifest/tenant.ts';
import type { EditableList } from '../../src/sandbox/state.ts';
import type { Members } from '../../src/sandbox/wire.ts';
import { type Centre, type EngineWorld, engineWorld } from '../support/engine-world.ts';

/** One file of manifests. */
export const file = 'manifests/centre.yaml';

/** A world with this file of manifests, applied: what the tenant has is what Git says. */
export async function appliedWorld(text: string, centre: Centre = {}): Promise<EngineWorld> {
  const world = await engineWorld(centre);
  await world.files.write(`/centre/${file}`, text);
  const { summary } = await world.apply();
  if (summary.applied === 0) throw new Error('nothing was applied');
  return world;
}

/** Accepts the drift of these addresses, else all of it; fails where there is no answer. */
export async function accept(world: EngineWorld, ...addresses: string[]): Promise<Accepted> {
  const { tenant } = await loadTenant({ files: world.files, path: '/centre/cxform.yaml' });
  if (!tenant) throw new Error('there is no tenant');
  const meant = addresses.length > 0 ? (addresses as Address[]) : undefined;
  const result = await acceptDrift(world.world, tenant, meant);
  if (!result.accepted) throw new Error(JSON.stringify(result.diagnostics));
  return result.accepted;
}

/** An administrator's edit of the object of this name. */
export async function editNamed(
  world: EngineWorld,
  list: EditableList,
  name: string,
  change: Members,
): Promise<void> {
  const object = (await world.objects(list)).find((one) => one.name === name);
  if (!object) throw new Error(`there is no ${name}`);
  await world.edit(list, String(object.id), change);
}

/** The id of the object of this name. */
export async function idOf(world: EngineWorld, list: EditableList, name: string): Promise<string> {
  return String((await world.objects(list)).find((one) => one.name === name)?.id);
}

/** Gives the Tenant an overlay of these entries. */
export async function overlay(world: EngineWorld, ...entries: string[]): Promise<void> {
  await world.configure({ overlays: ['overlays/prod.yaml'] });
  const lines = ['apiVersion: cxform/v1', 'kind: Overlay', 'metadata: {name: prod}', 'spec:'];
  const text = [...lines, ...entries.map((entry) => `  - ${entry}`), ''].join('\n');
  await world.files.write('/centre/overlays/prod.yaml', text);
}
