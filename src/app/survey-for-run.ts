import type { Clock } from '../core/ports.ts';
import { hiddenUntil } from '../ledger/recovery/hidden.ts';
import { interrupted, type Run } from './run.ts';
import { isSurvey, look, type Ready, type Refused, type Survey } from './survey.ts';
import { windowMsOf } from './visibility.ts';
import type { World } from './world.ts';

/**
 * A survey that a run can write from: what earlier writes may still come to is waited out, so that nothing is created a second time
 * (design §2, Ledger). A request to stop ends it at once.
 */
export async function surveyForRun(
  world: World,
  ready: Ready,
  run: Run,
  onWait: (what: string) => void = () => {},
): Promise<Survey | Refused> {
  const { connection, diagnostics } = ready;
  const cancel = () => void connection.close();
  run.stopped.addEventListener('abort', cancel, { once: true });
  try {
    for (;;) {
      const survey = await look(world, ready, { aloneSince: run.since });
      if (run.stopped.aborted) return { diagnostics: [...diagnostics, interrupted] };
      if (!isSurvey(survey)) return survey;
      const until = lookAgainAt(world, survey);
      if (until === undefined) return survey;
      onWait(
        `Until ${new Date(until).toISOString()} a write of an earlier run may still take effect, or not show yet`,
      );
      if (!(await sleepUntil(until, world.clock, run.stopped))) {
        return { diagnostics: [...diagnostics, interrupted] };
      }
    }
  } finally {
    run.stopped.removeEventListener('abort', cancel);
  }
}

/** When all that may still show will have; undefined where nothing is waited for. */
function lookAgainAt({ kinds }: World, survey: Survey): number | undefined {
  const { waiting, live, entries, connection, priors, at } = survey;
  const hidden = hiddenUntil(entries, at, windowMsOf(kinds, connection));
  // What Git has no longer as well: it would be forgotten, and stay. And what seems to have given way to another object of its name.
  const missing = [...priors].filter(([address, { id }]) => live.byAddress.get(address)?.id !== id);
  const moments = [
    ...waiting.flatMap(({ until }) => until ?? []),
    ...missing.flatMap(([, { address }]) => hidden.get(address) ?? []),
  ];
  return moments.length === 0 ? undefined : Math.max(...moments);
}

/** False where somebody asked to stop meanwhile. */
export async function sleepUntil(until: number, clock: Clock, stopped: AbortSignal): Promise<boolean> {
  try {
    await clock.sleep(Math.max(0, until - clock.now()), stopped);
    return !stopped.aborted;
  } catch (thrown) {
    if (stopped.aborted) return false;
    throw thrown;
  }
}
