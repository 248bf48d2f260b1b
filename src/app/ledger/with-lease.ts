import type { Ledger } from '../../core/ports.ts';
import type { TenantSpec } from '../../core/tenant-spec.ts';
import { HeldLease } from '../../ledger/held-lease.ts';
import { ledgerResult } from '../ledger-result.ts';
import { interrupted } from '../run.ts';
import type { Refused } from '../survey.ts';
import type { World } from '../world.ts';

/** A ledger that nobody else writes to. */
export interface LeasedLedger {
  readonly ledger: Ledger;
  /** That has the lease. */
  readonly run: string;
}

const leaseMs = 15_000;

/**
 * Works on a ledger under its lease, which is waited for as long as `lockTimeoutMs`; nothing is sent to the tenant. What is asked to stop
 * meanwhile waits no longer, and finishes what it has begun. What the ledger throws is a diagnostic.
 */
export async function withLease<T>(
  world: World,
  tenant: TenantSpec,
  lockTimeoutMs: number,
  use: (leased: LeasedLedger) => Promise<T>,
): Promise<T | Refused> {
  const { clock, random } = world;
  const ledger = world.ledger(tenant);
  const run = random.hex(8);
  const stop = world.stopRequests();
  try {
    const taking = { ledger, run, ttlMs: leaseMs, clock, waitMs: lockTimeoutMs, signal: stop.signal };
    const taken = await ledgerResult(() => HeldLease.take(taking));
    if ('diagnostic' in taken) return { diagnostics: [stop.signal.aborted ? interrupted : taken.diagnostic] };
    const lease = taken.value;
    try {
      if (stop.signal.aborted) return { diagnostics: [interrupted] };
      const done = await ledgerResult(() => use({ ledger, run }));
      return 'diagnostic' in done ? { diagnostics: [done.diagnostic] } : done.value;
    } finally {
      // One that cannot be given back ends by itself.
      await ledgerResult(() => lease.release());
    }
  } finally {
    stop.ignore();
  }
}
