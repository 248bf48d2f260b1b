import { isArray, isObject, type Json, type JsonObject } from '../../../../src/core/json.ts';
import { objectIn, type State, type StateObject } from '../world/state.ts';
import type { Exchange } from '../world/tenant.ts';
import { addressOfPlanned, isManaged, type Judgement, type Leaves, targetOf } from './judgement.ts';
import type { Oracle } from './violation.ts';

/**
 * No value that an administrator set is overwritten or deleted that the reading did not show which the plan stands on, and none that Git
 * does not declare is written at all.
 */
export const editsKept: Oracle = (record, judgement) => {
  const authors = authorsOf(judgement);
  return judgement.commits.flatMap((exchange) => {
    const { method, path } = exchange.message;
    const { id } = targetOf(path);
    const { before, after } = statesOf(judgement, exchange, id);
    if (method === 'POST' || !before) return [];
    const was = judgement.rawLeavesOf(before);
    const is: Leaves = after ? judgement.rawLeavesOf(after) : new Map();
    const changed = changedLeaves(was, is).filter((leaf) => !after || !hasGoneWithHost(leaf, is));
    const planned = readBefore(judgement, exchange, id, judgement.applierOf(exchange)?.planned ?? 0);
    // Without versions nobody can know of what comes between the last look and the write.
    const written = record.plan.unversioned
      ? readBefore(judgement, exchange, id, exchange.message.order)
      : was;
    // What is sent as a whole is sent with what it was seen to hold.
    const isKnowable = (leaf: string) => written?.get(leaf) === was.get(leaf) || !isPart(leaf);
    const where = `${method} ${path} of process ${exchange.message.applier}`;
    const lost = changed
      .filter((leaf) => authors(exchange.before, id, leaf))
      .filter((leaf) => planned?.get(leaf) !== was.get(leaf) && written?.get(leaf) === was.get(leaf))
      .map((leaf) => `${where} overwrites what somebody had set meanwhile: ${leaf}`);
    return [
      ...lost,
      ...(after
        ? unmanaged(judgement, exchange, id, changed.filter(isKnowable)).map(
            (leaf) => `${where} writes ${leaf}, which is not declared`,
          )
        : []),
    ];
  });
};

const isPart = (leaf: string) => leaf.startsWith('overflow/') || leaf.includes(' of ');

const knownOfOverflow = new Set(['maxWaitTime', 'action', 'targetQueueId']);

/** What cxform knows nothing of goes with the overflow that Git clears, and with the element that it drops. */
function hasGoneWithHost(leaf: string, is: Leaves): boolean {
  const [, element] = leaf.split(' of ');
  if (element !== undefined) return !is.has(element);
  const [host, member = ''] = leaf.split('/');
  return host === 'overflow' && !knownOfOverflow.has(member) && !is.has('overflow/action');
}

function unmanaged(
  judgement: Judgement,
  { message }: Exchange,
  id: string,
  changed: readonly string[],
): readonly string[] {
  const address = judgement.addressOf(id);
  const object = judgement.record.plan.objects.find((one) => addressOfPlanned(one) === address);
  const spec = message.applier < 0 ? object?.before : (object?.after ?? object?.before);
  return spec ? changed.filter((leaf) => !isManaged(leaf, spec)) : [];
}

function statesOf({ record }: Judgement, { before, after }: Exchange, id: string) {
  const at = (index: number) => objectIn(record.states[index]?.state as State, id);
  return { before: at(before), after: at(after) };
}

const changedLeaves = (was: Leaves, is: Leaves): readonly string[] =>
  [...new Set([...was.keys(), ...is.keys()])].filter((leaf) => was.get(leaf) !== is.get(leaf));

/** Whether an administrator was the last to set a leaf of an object, as of one of the tenant's states. */
function authorsOf(judgement: Judgement): (stateIndex: number, id: string, leaf: string) => boolean {
  const { states, acts } = judgement.record;
  const isTheirs = (index: number) => acts.some(({ before, after }) => before < index && index <= after);
  const leafAt = (index: number, id: string, leaf: string): Json | undefined => {
    const object = objectIn(states[index]?.state as State, id);
    return object && judgement.rawLeavesOf(object).get(leaf);
  };
  return (stateIndex, id, leaf) => {
    const value = leafAt(stateIndex, id, leaf);
    let index = stateIndex;
    while (index > 0 && leafAt(index - 1, id, leaf) === value) index--;
    return index > 0 && isTheirs(index);
  };
}

/** The object as a process last read it before so many messages had gone out. */
function readBefore(
  judgement: Judgement,
  { message }: Exchange,
  id: string,
  order: number,
): Leaves | undefined {
  const readings = judgement.record.exchanges.filter(
    (one) =>
      one.message.applier === message.applier &&
      one.message.method === 'GET' &&
      one.status === 200 &&
      one.message.order < order &&
      // What was asked for before can be answered after.
      one.at <= message.sentAt,
  );
  for (const { shown = '{}' } of readings.toReversed()) {
    const answer: JsonObject = JSON.parse(shown);
    const objects = isArray(answer.entities) ? answer.entities : [answer];
    const found = objects.filter(isObject).find((one) => one.id === id);
    if (found) return judgement.rawLeavesOf(found as StateObject);
  }
  return undefined;
}
