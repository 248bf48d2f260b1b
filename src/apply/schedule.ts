import type { Address } from '../core/address.ts';
import type { Change } from '../core/change.ts';
import { groupBy } from '../core/group-by.ts';
import { invariant } from '../core/invariant.ts';
import type { Outcome } from '../core/outcome.ts';

interface Work {
  run(change: Change): Promise<Outcome>;
  onOutcome(outcome: Outcome): void;
}

/**
 * Runs changes as soon as what they depend on is applied, at most `parallelism` at once. Where a dependency was not applied the
 * change is `blocked` and not run. Answers an outcome for every change, in the order given. If `run` rejects, nothing more is started, and it
 * rejects once all that was under way has ended.
 */
export async function runInOrder(
  changes: readonly Change[],
  parallelism: number,
  { run, onOutcome }: Work,
): Promise<Outcome[]> {
  const outcomes = new Map<Address, Outcome>();
  const waitingFor = new Map(changes.map((change) => [change.address, change.dependsOn.length]));
  const edges = changes.flatMap((change) => change.dependsOn.map((needed) => ({ needed, change })));
  const dependants = groupBy(edges, ({ needed }) => needed);
  const ready = changes.filter((change) => change.dependsOn.length === 0);

  const settle = (change: Change, outcome: Outcome) => {
    outcomes.set(change.address, outcome);
    onOutcome(outcome);
    for (const { change: dependant } of dependants.get(change.address) ?? []) {
      const left = (waitingFor.get(dependant.address) ?? 0) - 1;
      waitingFor.set(dependant.address, left);
      if (left === 0) ready.push(dependant);
    }
  };
  await new Promise<void>((resolve, reject) => {
    let running = 0;
    let failure: { readonly thrown: unknown } | undefined;
    const startReady = () => {
      while (!failure && running < parallelism && ready.length > 0) {
        const change = ready.shift() as Change;
        const blocker = change.dependsOn.find((needed) => outcomes.get(needed)?.outcome !== 'applied');
        if (blocker !== undefined) {
          settle(change, blocked(change, blocker));
          continue;
        }
        running++;
        run(change)
          .then(
            (outcome) => settle(change, outcome),
            (thrown) => {
              failure ??= { thrown };
            },
          )
          .then(() => {
            running--;
            startReady();
          });
      }
      if (running > 0) return;
      if (failure) reject(failure.thrown);
      else resolve();
    };
    startReady();
  });
  return changes.map((change) => {
    const outcome = outcomes.get(change.address);
    invariant(outcome, `${change.address} was never run`);
    return outcome;
  });
}

function blocked(change: Change, blocker: Address): Outcome {
  const source = change.sources[''];
  return {
    address: change.address,
    action: change.action,
    outcome: 'blocked',
    attempts: 0,
    ...(change.id !== undefined && { id: change.id }),
    error: { code: 'BLOCKED', message: `${blocker} was not applied` },
    ...(source && { source }),
  };
}
