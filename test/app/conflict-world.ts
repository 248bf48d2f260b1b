import type { AcceptDriftResult } from '../../src/app/accept-drift.ts';
import type { ApplyOptions } from '../../src/app/apply.ts';
import type { ApplyResult } from '../../src/app/carry-out.ts';
import { conflicts } from '../../src/app/conflicts.ts';
import { takeGit, takeLive } from '../../src/app/resolve-conflict.ts';
import type { Address } from '../../src/core/address.ts';
import type { OpenConflict } from '../../src/core/open-conflict.ts';
import type { TenantSpec } from '../../src/core/tenant-spec.ts';
import { loadTenant } from '../../src/manifest/tenant.ts';
import type { Sandbox } from '../../src/sandbox/sandbox.ts';
import type { EngineWorld } from '../support/engine-world.ts';

/** What an administrator does right before the first request of these methods reaches the tenant. */
export function interfereOnce(
  world: EngineWorld,
  methods: readonly string[],
  edit: (sandbox: Sandbox) => Promise<unknown>,
): void {
  let isDone = false;
  world.hooks.boundary = async (boundary, { method }, sandbox) => {
    if (isDone || boundary !== 'received' || !methods.includes(method)) return;
    isDone = true;
    await edit(sandbox);
  };
}

/** The tenant refuses every write: an apply fails and decides nothing. */
export function refuseWrites(world: EngineWorld): void {
  world.hooks.answer = ({ method, url }) =>
    method === 'GET' || url.includes('/oauth/')
      ? undefined
      : Response.json({ message: 'no' }, { status: 400 });
}

/** The reconciliation queue as `cxform conflicts` has it. */
export async function queued(world: EngineWorld): Promise<readonly OpenConflict[]> {
  const { list } = await conflicts(world.world, await tenantOf(world));
  if (!list) throw new Error('there is no list');
  return list.conflicts;
}

/** Their addresses. */
export const queuedAddresses = async (world: EngineWorld) =>
  (await queued(world)).map(({ address }) => address);

/** `conflicts resolve ADDRESS --take git`, approved. */
export async function resolveForGit(
  world: EngineWorld,
  address: string,
  options: Partial<ApplyOptions> = {},
): Promise<ApplyResult> {
  const quiet = { onPlan: () => {}, onOutcome: () => {}, confirm: async () => undefined };
  const asked = { parallelism: 4, lockTimeoutMs: 0, ...quiet, ...options };
  return takeGit(world.world, await tenantOf(world), address as Address, asked);
}

/** `conflicts resolve ADDRESS --take live`. */
export async function resolveForLive(world: EngineWorld, address: string): Promise<AcceptDriftResult> {
  return takeLive(world.world, await tenantOf(world), address as Address, 0);
}

async function tenantOf({ files }: EngineWorld): Promise<TenantSpec> {
  const { tenant } = await loadTenant({ files, path: '/centre/cxform.yaml' });
  if (!tenant) throw new Error('there is no tenant');
  return tenant;
}
