import type { Address } from '../core/address.ts';
import type { Diagnostic } from '../core/diagnostic.ts';
import type { Outcome } from '../core/outcome.ts';
import type { Plan } from '../core/plan.ts';
import type { TenantSpec } from '../core/tenant-spec.ts';
import { bringUpToDate } from '../plan/up-to-date.ts';
import { type ApplyResult, carryOut } from './carry-out.ts';
import { guardRefusal } from './guard-refusal.ts';
import { type PlanResult, planSurvey } from './plan.ts';
import { interrupted, type Run, type RunOptions, withRun } from './run.ts';
import { isSurvey, look, type Survey, whenReady } from './survey.ts';
import { surveyForRun } from './survey-for-run.ts';
import type { World } from './world.ts';

export interface ApplyOptions extends RunOptions {
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

/** Plans against the tenant as it is now and carries the plan out. */
export async function apply(world: World, tenant: TenantSpec, options: ApplyOptions): Promise<ApplyResult> {
  return runPlan(world, tenant, options, (survey) => planSurvey(world, survey, options.targets));
}

/** What is left to do once a plan was carried out, while the lease lasts. */
type Conclusion = (survey: Survey, run: Run, result: ApplyResult) => Promise<ApplyResult>;

/** Carries out a plan, made from a survey or before, under the lease; where it is refused or nobody approves, nothing is written. */
export async function runPlan(
  world: World,
  tenant: TenantSpec,
  options: ApplyOptions,
  planOf: (survey: Survey) => PlanResult,
  conclude: Conclusion = async (_survey, _run, result) => result,
): Promise<ApplyResult> {
  return whenReady<ApplyResult>(world, tenant, (ready) =>
    withRun<ApplyResult>(world, ready, options, async (run) => {
      const survey = await surveyForRun(world, ready, run, options.onWait);
      if (!isSurvey(survey)) return survey;
      const planned = planOf(survey);
      if (!planned.plan) return planned;
      options.onPlan(planned.plan);
      const refusal = await whyNot(survey, run, planned.plan, options);
      if (refusal) return { diagnostics: [...planned.plan.diagnostics, refusal] };
      return conclude(survey, run, await execute(world, survey, run, planned.plan, options));
    }),
  );
}

async function whyNot(
  survey: Survey,
  { stopped }: Run,
  plan: Plan,
  { allowDeletes, confirm }: ApplyOptions,
): Promise<Diagnostic | undefined> {
  const refusal = guardRefusal(survey, plan, allowDeletes);
  if (refusal || plan.changes.length + plan.effects.length === 0) return refusal;
  const declined = await Promise.race([confirm(), whenAborted(stopped)]);
  return stopped.aborted ? interrupted : declined;
}

/** What was read longer ago is read again before anything is written: somebody may have taken his time to approve. */
const freshMs = 30_000;

/** Carries a plan out; where something that it changes has moved since the tenant was read, nothing is written. */
async function execute(
  world: World,
  survey: Survey,
  run: Run,
  plan: Plan,
  options: ApplyOptions,
): Promise<ApplyResult> {
  if (world.clock.now() - survey.at < freshMs) return carryOut(world, survey, run, plan, options);
  const now = await look(world, survey, { aloneSince: run.since });
  if (!isSurvey(now)) return now;
  const current = bringUpToDate({ ...now, kinds: world.kinds }, plan);
  if (!current.plan) return { diagnostics: [...plan.diagnostics, ...current.diagnostics] };
  if (run.stopped.aborted) return { diagnostics: [...plan.diagnostics, interrupted] };
  return carryOut(world, now, run, current.plan, options);
}

function whenAborted(signal: AbortSignal): Promise<undefined> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve(undefined);
    signal.addEventListener('abort', () => resolve(undefined), { once: true });
  });
}
