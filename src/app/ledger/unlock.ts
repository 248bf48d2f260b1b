import type { Diagnostic } from '../../core/diagnostic.ts';
import type { LeaseHolder } from '../../core/ports.ts';
import type { TenantSpec } from '../../core/tenant-spec.ts';
import { ledgerResult } from '../ledger-result.ts';
import type { World } from '../world.ts';

/** Whether anything was taken away, and from whom where that is known; or why nothing was. */
export type UnlockResult =
  | { readonly unlocked: boolean; readonly from: LeaseHolder | undefined; readonly diagnostics?: never }
  | { readonly unlocked?: never; readonly diagnostics: readonly Diagnostic[] };

/** Who holds a ledger: a run, or something of which only this can be said. */
export type Obstacle =
  | { readonly holder: LeaseHolder }
  | { readonly holder?: never; readonly why: Diagnostic };

/**
 * Takes the lease, and what else keeps others from writing, away from whoever has it, once `confirm` agrees; it sees who that is. A ledger
 * that nobody holds is left alone.
 */
export async function unlockLedger(
  world: Pick<World, 'ledger' | 'random'>,
  tenant: TenantSpec,
  confirm: (obstacle: Obstacle) => Promise<Diagnostic | undefined>,
): Promise<UnlockResult> {
  const ledger = world.ledger(tenant);
  const held = await ledgerResult(() => ledger.holder());
  const obstacle = obstacleIn(held);
  if ('diagnostic' in held && !obstacle) return { diagnostics: [held.diagnostic] };
  if (!obstacle) return { unlocked: false, from: undefined };
  const refusal = await confirm(obstacle);
  if (refusal) return { diagnostics: [refusal] };
  const done = await ledgerResult(() => ledger.unlock(world.random.hex(8)));
  if ('diagnostic' in done) return { diagnostics: [done.diagnostic] };
  return { unlocked: true, from: done.value };
}

type Held = { readonly value: LeaseHolder | undefined } | { readonly diagnostic: Diagnostic };

function obstacleIn(held: Held): Obstacle | undefined {
  if ('diagnostic' in held)
    return held.diagnostic.code === 'LEDGER_BUSY' ? { why: held.diagnostic } : undefined;
  return held.value && { holder: held.value };
}
