import type { Address } from '../core/address.ts';
import { weighAdvice } from '../core/advice.ts';
import { carryPriors } from '../core/carry-priors.ts';
import { type Diagnostic, error, hasErrors } from '../core/diagnostic.ts';
import { LedgerError } from '../core/ledger-error.ts';
import type { Live } from '../core/live.ts';
import type { OwedEffect } from '../core/plan.ts';
import type { Connection, Ledger } from '../core/ports.ts';
import type { Prior } from '../core/resource.ts';
import type { TenantSpec } from '../core/tenant-spec.ts';
import { priorOf } from '../ledger/fold.ts';
import { owedEffects } from '../ledger/owed-effects.ts';
import { readLive } from '../live/read-live.ts';
import { compileTenant, type Declared } from './compile-tenant.ts';
import type { World } from './world.ts';

/** Everything that a plan, a drift report or an apply starts from: what Git declares, what the tenant has, what we did before. */
export interface Survey {
  readonly tenant: TenantSpec;
  readonly declared: Declared;
  readonly live: Live;
  readonly priors: ReadonlyMap<Address, Prior>;
  /** Effects that a killed run has left to be done, by manifest. */
  readonly owed: ReadonlyMap<Address, OwedEffect>;
  /** Where the journal stood when it was read. */
  readonly head: string;
  readonly ledger: Ledger;
  readonly connection: Connection;
  /** Warnings and infos on the way. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Why there is no survey. */
interface Refused {
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Reads manifests, ledger and tenant, in this order: bad input is found before anything is sent. The connection to the tenant lasts
 * until `use` is done, and is closed however that or the reading ends. With `everything` all that the tenant holds is read, whoever's it is.
 */
export async function withSurvey<T>(
  world: World,
  tenant: TenantSpec,
  use: (survey: Survey) => T | Promise<T>,
  { everything = false }: { readonly everything?: boolean } = {},
): Promise<T | Refused> {
  const declared = await compileTenant(world, tenant);
  if (hasErrors(declared.diagnostics)) return { diagnostics: declared.diagnostics };
  const ledger = world.ledger(tenant);
  const journal = await ledgerResult(() => ledger.read());
  if ('diagnostic' in journal) return { diagnostics: [...declared.diagnostics, journal.diagnostic] };
  const { connection, diagnostics: connecting } = await world.connect(tenant);
  const found = [...declared.diagnostics, ...connecting];
  if (!connection) return { diagnostics: found };
  try {
    const { entries, head } = journal.value;
    const priors = carryPriors(priorOf(entries), declared.resources);
    const read = await readLive({
      kinds: world.kinds,
      desired: declared.resources,
      priors,
      today: todayOf(world),
      everything,
      service: (name) => connection.service(name),
    });
    const live = { ...read, diagnostics: weighAdvice(tenant.checks, read.diagnostics) };
    if (hasErrors(live.diagnostics)) return { diagnostics: [...found, ...live.diagnostics] };
    const owed = owedEffects(entries);
    return await use({ tenant, declared, live, priors, owed, head, ledger, connection, diagnostics: found });
  } finally {
    await connection.close();
  }
}

/** The day in UTC. */
export function todayOf({ clock }: World): string {
  return new Date(clock.now()).toISOString().slice(0, 10);
}

/** Turns what a ledger throws into a diagnostic of the same code. */
export async function ledgerResult<T>(
  work: () => Promise<T>,
): Promise<{ readonly value: T } | { readonly diagnostic: Diagnostic }> {
  try {
    return { value: await work() };
  } catch (thrown) {
    if (!(thrown instanceof LedgerError)) throw thrown;
    return { diagnostic: ledgerDiagnostic(thrown) };
  }
}

export function ledgerDiagnostic({ code, message, hint }: LedgerError): Diagnostic {
  return error({ code, summary: message, hint });
}
