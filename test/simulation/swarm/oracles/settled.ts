import type { Address } from '../../../../src/core/address.ts';
import { isObject, type JsonObject } from '../../../../src/core/json.ts';
import type { PlannedObject, RunPlan } from '../run-plan.ts';
import type { ApplierRecord } from '../run-record.ts';
import { listOf, objectIn, objectsNamed, type State, type StateObject } from '../world/state.ts';
import { addressOfPlanned, errorsOf, isManaged, type Judgement, outcomesOf } from './judgement.ts';
import type { Oracle } from './violation.ts';

/** Once faults have stopped, what Git declares is what the tenant has, or the last apply says of what that is not so, and why. */
export const settled: Oracle = ({ last, plan, states, again }, judgement) => {
  if (!last.ended) return ['the last apply did not end'];
  const state = states.at(-1)?.state as State;
  const wrong = plan.objects.flatMap((object) => problemsOf(object, state, judgement));
  if (last.ended.exitCode === 0) {
    const { exitCode, answer, output } = again.ended ?? {
      exitCode: undefined,
      answer: {} as JsonObject,
      output: '',
    };
    const isEmpty = exitCode === 0 && JSON.stringify(answer.changes) === '[]';
    const left = isEmpty ? [] : [`the plan after a clean apply is not empty: ${output.slice(0, 2_000)}`];
    return [...wrong.map(({ says }) => says), ...left];
  }
  const untrue = reasonsOf(last).filter((reason) => !isTrue(reason, state, judgement));
  const told = new Set(reasonsOf(last).map(({ address }) => address));
  // What is refused as a whole is told as a whole.
  const silent =
    last.ended.answer.outcomes === undefined ? [] : wrong.filter(({ address }) => !told.has(address));
  return [
    ...(told.size === 0 ? [`the last apply ended with ${last.ended.exitCode} and does not say why`] : []),
    ...untrue.map(
      ({ code, address = '' }) => `the last apply stopped for ${code} ${address}, which is not so`,
    ),
    ...silent.map(({ says }) => `${says}, and the last apply does not say so`),
  ];
};

interface Reason {
  readonly code: string;
  readonly address?: Address;
}

/** What an apply says that kept it from its end. */
export function reasonsOf(last: ApplierRecord): readonly Reason[] {
  const failed = outcomesOf(last).filter(({ outcome }) => outcome !== 'applied');
  return [
    ...failed.map(({ outcome, error, address }) => ({ code: error?.code ?? outcome, address })),
    ...errorsOf(last),
  ];
}

/** Nothing goes wrong any more and nobody edits, so that only what people have to decide can keep an apply from its end. */
function isTrue({ code, address }: Reason, state: State, judgement: Judgement): boolean {
  if (address === undefined) return false;
  const [kind = '', name = ''] = address.split('/');
  const id = judgement.priors.get(address)?.id;
  const namesakes = objectsNamed(state, listOf(kind), name);
  if (code === 'LIVE_AMBIGUOUS') return namesakes.length > 1;
  if (code === 'LOST_CREATE_AMBIGUOUS') {
    return namesakes.filter((one) => couldBeOurs(one, address, judgement)).length > 1;
  }
  if (code === 'DELETE_REFERENCED') return id !== undefined && isReferredTo(state, id);
  if (code === 'BAD_REQUEST') return refersToNothing(state, id ?? '');
  return code === 'BLOCKED';
}

/** It holds what a create of the address sends at first; what refers to others can come later. */
function couldBeOurs(object: StateObject, address: Address, judgement: Judgement): boolean {
  const planned = judgement.record.plan.objects.find((one) => addressOfPlanned(one) === address);
  const wanted = planned?.after ? [...judgement.desiredLeaves(planned, planned.after)] : [];
  const has = judgement.leavesOf(object);
  return wanted.every(([leaf, value]) => leaf.startsWith('overflow/') || has.get(leaf) === value);
}

/** What is sent goes with what Git does not declare, of which the target may have gone. */
function refersToNothing(state: State, id: string): boolean {
  const overflow = state.queues.find((queue) => queue.id === id)?.overflow;
  const target = isObject(overflow) ? overflow.targetQueueId : undefined;
  return typeof target === 'string' && !objectIn(state, target);
}

const isReferredTo = (state: State, id: string) =>
  state.queues.some((queue) => JSON.stringify([queue.skills ?? null, queue.overflow ?? null]).includes(id));

interface Problem {
  readonly address: Address;
  readonly says: string;
}

function problemsOf(
  object: RunPlan['objects'][number],
  state: State,
  judgement: Judgement,
): readonly Problem[] {
  const address = addressOfPlanned(object);
  const id = judgement.priors.get(address)?.id;
  const live = id === undefined ? undefined : objectIn(state, id);
  const problem = (says: string) => [{ address, says: `${address} ${says}` }];
  if (!object.after) return live ? problem('is not declared any more, and still there') : [];
  if (!live) return problem('is declared, and not there');
  const differing = differencesOf(object, object.after, judgement, live);
  return differing.length > 0 ? problem(`differs in ${differing.join(', ')}`) : [];
}

function differencesOf(
  object: PlannedObject,
  spec: JsonObject,
  judgement: Judgement,
  live: Parameters<Judgement['leavesOf']>[0],
): readonly string[] {
  const wanted = judgement.desiredLeaves(object, spec);
  const has = judgement.leavesOf(live);
  const missing = [...wanted].filter(([leaf, value]) => has.get(leaf) !== value).map(([leaf]) => leaf);
  // What the tenant shows after a clear holds for one, and without versions nobody can tell who has set it.
  const isCleared = (leaf: string) =>
    judgement.record.plan.unversioned && spec[leaf.split('/')[0] ?? ''] === null;
  const more = [...has.keys()].filter(
    (leaf) => !wanted.has(leaf) && isManaged(leaf, spec) && !isCleared(leaf),
  );
  return [...missing, ...more];
}
