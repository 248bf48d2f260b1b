import type { Oracle } from './violation.ts';

/** Whoever goes on after a run that died with the lease says in the journal that it has taken it over. */
export const takenOver: Oracle = ({ plan, appliers, entries }, { pids }) => {
  // A head that is lost takes the lease with it, and a disk that fails the run's end.
  const isDiskSound =
    plan.appliers.every(({ finds }) => !finds) &&
    plan.strikes.every(({ site }) => site !== 'append' && site !== 'replace');
  if (!isDiskSound) return [];
  const starts = entries.filter(({ type }) => type === 'run-started');
  return starts.flatMap(({ run }, index) => {
    const next = starts[index + 1];
    const died = appliers.find((one) => one.pid === pids.get(run) && !one.ended && one.thrown === undefined);
    // Frozen with the ledger's lock it has lost that, and could not write its end; it has given the lease back all the same.
    const frozen = died && plan.appliers[died.applier]?.turns.some(({ ms = 0 }) => ms > lockMsMax);
    const isOver = entries.some((entry) => entry.type === 'run-ended' && entry.run === run);
    const isTold = entries.some(
      (entry) => (entry.type === 'taken-over' || entry.type === 'unlocked') && entry.from === run,
    );
    return next && died && !frozen && !isOver && !isTold
      ? [`run ${next.run} goes on after run ${run}, and does not say so`]
      : [];
  });
};

/** Longer than this nobody keeps the lock on the ledger's files. */
const lockMsMax = 60_000;
