import { applyPlan } from '../apply/apply.ts';
import { summarise } from '../apply/summary.ts';
import type { ApplyReport } from '../core/apply-report.ts';
import type { Diagnostic } from '../core/diagnostic.ts';
import type { Outcome } from '../core/outcome.ts';
import type { Plan } from '../core/plan.ts';
import { JournalWriter } from '../ledger/journal-writer.ts';
import { openConflicts } from '../ledger/open-conflicts.ts';
import { relistObjects } from '../live/relist.ts';
import { rereadObject } from '../live/reread.ts';
import { ledgerDiagnostic, ledgerResult } from './ledger-result.ts';
import type { Run } from './run.ts';
import type { Survey } from './survey.ts';
import { sleepUntil } from './survey-for-run.ts';
import { windowMsOf } from './visibility.ts';
import type { World } from './world.ts';

/** What an apply did, or why it did nothing. */
export type ApplyResult =
  | { readonly report: ApplyReport }
  | { readonly report?: never; readonly diagnostics: readonly Diagnostic[] };

interface Carrying {
  /** How many changes are under way at once. */
  readonly parallelism: number;
  onOutcome(outcome: Outcome): void;
  /** Told what the run waits for, in one sentence. */
  readonly onWait?: (what: string) => void;
}

/** Carries out a plan that fits the survey, and reports how each of its changes ended. */
export async function carryOut(
  world: World,
  survey: Survey,
  run: Run,
  plan: Plan,
  { parallelism, onOutcome, onWait = () => {} }: Carrying,
): Promise<ApplyResult> {
  const { live, priors, recovered, entries, connection, ledger, head } = survey;
  const { kinds, clock } = world;
  const service = (name: string) => connection.service(name);
  const writer = new JournalWriter(ledger, head);
  const done = await ledgerResult(() =>
    applyPlan({
      plan,
      kinds,
      live,
      priors,
      recovered,
      conflicted: new Set(openConflicts(entries).map(({ address }) => address)),
      run: run.id,
      holder: run.holder,
      stopped: run.stopped,
      parallelism,
      service,
      windowMs: windowMsOf(kinds, connection),
      outwait: (ms) => {
        onWait(`The answer to a write was lost; what became of it shows within ${ms / 1_000} s`);
        return sleepUntil(clock.now() + ms, clock, run.stopped);
      },
      reread: (kind, id, toReference) => rereadObject(kinds, service, kind, id, toReference),
      relist: (kind, toReference) => relistObjects(kinds, service, kind, toReference),
      record: (records) => writer.record(records),
      now: () => new Date(clock.now()).toISOString(),
      onOutcome,
    }),
  );
  if ('diagnostic' in done) return { diagnostics: [done.diagnostic] };
  const { outcomes, diagnostics, journalFailure } = done.value;
  return {
    report: {
      formatVersion: 1,
      tenant: plan.tenant,
      run: run.id,
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
