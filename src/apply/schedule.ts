import type { Address } from '../core/address.ts';
import type { Change, Step } from '../core/change.ts';
import { groupBy } from '../core/group-by.ts';
import { invariant } from '../core/invariant.ts';
import type { Outcome } from '../core/outcome.ts';
import { blocked } from './outcomes.ts';

interface Work {
  /** `before` is how the change's step before this one ended. */
  run(change: Change, step: Step, before: Outcome | undefined): Promise<Outcome>;
  /** Called as each change ends. */
  onOutcome(outcome: Outcome): void;
}

/** One step of one change. */
interface Node {
  readonly change: Change;
  readonly step: Step;
  /** The step of the same change that comes before. */
  readonly previous: string | undefined;
  /** All that must have been applied before. */
  readonly needs: readonly string[];
  readonly isLast: boolean;
}

const keyOf = (address: Address, step: Step) => `${address}\u0000${step}`;

/**
 * Runs the steps of changes as soon as what they depend on is applied, at most `parallelism` at once. Where a dependency was not
 * applied the change is `blocked` and goes no further. Answers an outcome for every change, in the order given. If `run` rejects,
 * nothing more is started, and it rejects once all that was under way has ended.
 */
export async function runInOrder(
  changes: readonly Change[],
  parallelism: number,
  { run, onOutcome }: Work,
): Promise<Outcome[]> {
  const nodes = changes.flatMap(nodesOf);
  const ended = new Map<string, Outcome>();
  const outcomes = new Map<Address, Outcome>();
  const edges = nodes.flatMap((node) => node.needs.map((needed) => ({ needed, node })));
  const dependants = groupBy(edges, ({ needed }) => needed);
  const waitingFor = new Map(nodes.map((node) => [node, node.needs.length]));
  const ready = nodes.filter((node) => node.needs.length === 0);

  const settle = (node: Node, outcome: Outcome) => {
    const { change, step, previous, isLast } = node;
    const whole = previous === undefined ? outcome : joined(ended.get(previous), outcome);
    ended.set(keyOf(change.address, step), whole);
    if (isLast) {
      outcomes.set(change.address, whole);
      onOutcome(whole);
    }
    for (const { node: dependant } of dependants.get(keyOf(change.address, step)) ?? []) {
      const left = (waitingFor.get(dependant) ?? 0) - 1;
      waitingFor.set(dependant, left);
      if (left === 0) ready.push(dependant);
    }
  };
  await new Promise<void>((resolve, reject) => {
    let running = 0;
    let failure: { readonly thrown: unknown } | undefined;
    const startReady = () => {
      while (!failure && running < parallelism && ready.length > 0) {
        const node = ready.shift() as Node;
        const end = endWithoutRunning(node, ended);
        if (end) {
          settle(node, end);
          continue;
        }
        running++;
        run(node.change, node.step, node.previous === undefined ? undefined : ended.get(node.previous))
          .then(
            (outcome) => settle(node, outcome),
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

function nodesOf(change: Change): Node[] {
  const { address, steps, dependsOn, stepDependsOn = [] } = change;
  return steps.map((step, index) => {
    const earlier = steps[index - 1];
    const previous = earlier && keyOf(address, earlier);
    const needs = [
      ...(previous === undefined ? [] : [previous]),
      ...(step === 'write' ? dependsOn.map((needed) => keyOf(needed, 'write')) : []),
      ...stepDependsOn.filter((one) => one.step === step).map((one) => keyOf(one.address, one.until)),
    ];
    return { change, step, previous, needs, isLast: index === steps.length - 1 };
  });
}

/** A change of which a step was not applied has ended with that step; one whose dependency was not applied is blocked. */
function endWithoutRunning(
  { change, previous, needs }: Node,
  ended: ReadonlyMap<string, Outcome>,
): Outcome | undefined {
  const before = previous === undefined ? undefined : ended.get(previous);
  if (before && before.outcome !== 'applied') return before;
  const blocker = needs.map((needed) => ended.get(needed)).find((one) => one?.outcome !== 'applied');
  return blocker && blocked(change, blocker.address);
}

/** How a change stands after a further step: what the earlier ones did counts. */
function joined(before: Outcome | undefined, outcome: Outcome): Outcome {
  if (!before || before === outcome) return outcome;
  const { id, attempts } = before;
  return { ...outcome, attempts: attempts + outcome.attempts, ...(id !== undefined && { id }) };
}
