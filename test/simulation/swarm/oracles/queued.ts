import { openConflicts } from '../../../../src/ledger/open-conflicts.ts';
import { outcomesOf } from './judgement.ts';
import type { Oracle } from './violation.ts';

/** A conflict that a process tells of is in the reconciliation queue when it ends; an apply that wrote everything leaves none there. */
export const queued: Oracle = ({ appliers, entries, last }, judgement) => {
  const missing = appliers.flatMap((applier) => {
    const end = entries.findLastIndex(({ run }) => judgement.pids.get(run) === applier.pid);
    const inQueue = new Set(openConflicts(entries.slice(0, end + 1)).map(({ address }) => address));
    const isRecorded = (address: string) =>
      entries.some(
        (entry) =>
          entry.type === 'outcome' &&
          entry.outcome === 'conflict' &&
          entry.address === address &&
          judgement.pids.get(entry.run) === applier.pid,
      );
    return outcomesOf(applier)
      .filter(
        ({ outcome, address }) => outcome === 'conflict' && isRecorded(address) && !inQueue.has(address),
      )
      .map(({ address }) => `the conflict of ${address} in process ${applier.applier} is not in the queue`);
  });
  const left = last.ended?.exitCode === 0 ? openConflicts(entries) : [];
  return [...missing, ...left.map(({ address }) => `${address} is as declared, and its conflict still open`)];
};
