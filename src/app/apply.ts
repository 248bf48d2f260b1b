import { applyPlan } from '../apply/apply.ts';
import { summarise } from '../apply/summary.ts';
import type { Address } from '../core/address.ts';
import type { ApplyReport } from '../core/apply-report.ts';
import { type Diagnostic, error } from '../core/diagnostic.ts';
import type { Outcome } from '../core/outcome.ts';
import type { Plan } from '../core/plan.ts';
import type { TenantSpec } from '../core/tenant-spec.ts';
import { JournalWriter } from '../ledger/journal-writer.ts';
import { rereadObject } from '../live/reread.ts';
import { doomedBy, excessDeletes, stillOurs } from '../plan/guard.ts';
import { planSurvey } from './plan.ts';
import { ledgerDiagnostic, ledgerResult, type Survey, withSurvey } from './survey.ts';
import type { World } from './world.ts';

export interface ApplyOptions {
  /** Replaces the guard's limits, counted over all kinds. */
  readonly allowDeletes?: number;
  readonly parallelism: number;
  /** Only these addresses, and what they need. */
  readonly targets?: readonly Address[];
  /** Sees the plan before anything is written. */
  onPlan(plan: Plan): void;
  /** Asks whether to write; answers with why not. Not called where there is nothing to write. */
  confirm(): Promise<Diagnostic | undefined>;
  onOutcome(outcome: Outcome): void;
}

/** What an apply did, or why it did nothing. */
export type ApplyResult =
  | { readonly report: ApplyReport }
  | { readonly report?: never; readonly diagnostics: readonly Diagnostic[] };

/** Plans against the tenant as it is now and carries the plan out. */
export async function apply(world: World, tenant: TenantSpec, options: ApplyOptions): Promise<ApplyResult> {
  return withSurvey<ApplyResult>(world, tenant, async (survey) => {
    const planned = planSurvey(world, survey, options.targets);
    if (!planned.plan) return planned;
    const { plan } = planned;
    options.onPlan(plan);
    const asked = plan.changes.length + plan.effects.length > 0 ? options.confirm : undefined;
    const refusal = guardRefusal(survey, plan, options.allowDeletes) ?? (await asked?.());
    if (refusal) return { diagnostics: [...plan.diagnostics, refusal] };
    return carryOut(world, survey, plan, options);
  });
}

function guardRefusal(
  { tenant, priors, live }: Survey,
  plan: Plan,
  allowDeletes: number | undefined,
): Diagnostic | undefined {
  const deletes = doomedBy(plan.changes).length;
  const refused =
    allowDeletes === undefined
      ? excessDeletes(plan.changes, stillOurs(priors, live), tenant.guard).length > 0
      : deletes > allowDeletes;
  if (!refused) return undefined;
  return error({
    code: 'GUARD_REFUSED',
    summary: `The plan deletes ${deletes}, more than the guard allows; nothing was written`,
    hint: `If that is meant: apply --allow-deletes ${deletes}`,
  });
}

async function carryOut(
  world: World,
  survey: Survey,
  plan: Plan,
  { parallelism, onOutcome }: ApplyOptions,
): Promise<ApplyResult> {
  const { live, priors, connection, ledger, head } = survey;
  const { kinds } = world;
  const service = (name: string) => connection.service(name);
  const writer = new JournalWriter(ledger, head);
  const run = world.random.hex(8);
  const done = await ledgerResult(() =>
    ledger.exclusively(() =>
      applyPlan({
        plan,
        kinds,
        live,
        priors,
        run,
        parallelism,
        service,
        reread: (kind, id, toReference) => rereadObject(kinds, service, kind, id, toReference),
        record: (records) => writer.record(records),
        now: () => new Date(world.clock.now()).toISOString(),
        onOutcome,
      }),
    ),
  );
  if ('diagnostic' in done) return { diagnostics: [done.diagnostic] };
  const { outcomes, diagnostics, journalFailure } = done.value;
  return {
    report: {
      formatVersion: 1,
      tenant: plan.tenant,
      run,
      plan: plan.digest,
      outcomes,
      summary: summarise(outcomes),
      diagnostics: [
        ...plan.diagnostics,
        ...diagnostics,
        ...(journalFailure ? [ledgerDiagnostic(journalFailure)] : []),
      ],
    },
  };
}
