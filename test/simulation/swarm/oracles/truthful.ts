import type { Address } from '../../../../src/core/address.ts';
import type { JsonObject } from '../../../../src/core/json.ts';
import type { Outcome } from '../../../../src/core/outcome.ts';
import type { ApplierRecord } from '../run-record.ts';
import { objectIn, type State, type StateObject } from '../world/state.ts';
import type { Exchange } from '../world/tenant.ts';
import { addressOfPlanned, errorsOf, type Judgement, outcomesOf, targetOf } from './judgement.ts';
import type { Oracle } from './violation.ts';

/** The exit code of what should never happen. */
const bug = 70;

/** Every process says what became of its work, and ends with the exit code that says the same. */
export const truthful: Oracle = (record, judgement) =>
  record.appliers.flatMap((applier) => {
    const where = `process ${applier.applier}`;
    if (applier.thrown !== undefined) return [`${where} threw ${thrownText(applier.thrown)}`];
    if (!applier.ended || applier === record.again) return [];
    const { exitCode, output } = applier.ended;
    if (exitCode === bug) return [`${where} ended with a bug: ${output}`];
    const expected = exitCodeFor(applier);
    return [
      ...(exitCode === expected ? [] : [`${where} ended with ${exitCode}, and its report says ${expected}`]),
      ...outcomesOf(applier).flatMap((outcome) =>
        lies(judgement, applier, outcome).map((lie) => `${where}: ${lie}`),
      ),
    ];
  });

function exitCodeFor(applier: ApplierRecord): number {
  const outcomes = outcomesOf(applier);
  if (outcomes.some(({ outcome }) => outcome !== 'applied')) return 3;
  return errorsOf(applier).length > 0 ? 1 : 0;
}

function lies(
  judgement: Judgement,
  applier: ApplierRecord,
  { address, action, outcome, id }: Outcome,
): readonly string[] {
  if (outcome === 'applied') {
    if (action === 'delete') return everGone(judgement, applier, id) ? [] : [`${address} was never deleted`];
    const never = neverHeld(judgement, applier, address, id ?? '');
    return never.length > 0 ? [`${address} is told as applied, and never had ${never.join(', ')}`] : [];
  }
  if (outcome === 'blocked') return [];
  const sent = judgement.record.sent.filter(
    (message) => message.applier === applier.applier && judgement.addressOfWrite(message) === address,
  );
  const last = judgement.commits.find(({ message }) => message === sent.at(-1));
  return outcome === 'failed' && last && isAsMeant(judgement, applier, last, address)
    ? [`${address} is told as failed, and its last write made it what Git declares`]
    : [];
}

/**
 * Whether the object of a write is as its change wanted it from then on until the process is at its end: what somebody has taken back was not
 * left to it, whoever did it again since. One of several steps is not all of it.
 */
function isAsMeant(judgement: Judgement, applier: ApplierRecord, write: Exchange, address: Address): boolean {
  const id = idOf(judgement, write);
  const object = judgement.record.plan.objects.find((one) => addressOfPlanned(one) === address);
  const isMeant = (state: State) => {
    const live = objectIn(state, id);
    if (write.message.method === 'DELETE') return live === undefined;
    if (!object?.after || !live) return false;
    const has = judgement.leavesOf(live);
    const desired = [...judgement.desiredLeaves(object, object.after)];
    return clearIn(object.after, live) && desired.every(([leaf, value]) => has.get(leaf) === value);
  };
  const since = judgement.record.states.slice(write.after).filter(({ at }) => at <= applier.over);
  return since.length > 0 && since.every(({ state }) => isMeant(state));
}

/** Of the object that was written, or created. */
function idOf({ record }: Judgement, { message, before, after }: Exchange): string {
  if (message.method !== 'POST') return targetOf(message.path).id;
  const [was, is] = [record.states[before]?.state, record.states[after]?.state];
  return was && is ? (objectsOf(is).find(({ id }) => !objectIn(was, id))?.id ?? '') : '';
}

const objectsOf = ({ skills, queues }: State) => [...skills, ...queues];

/** Leaves that Git declares and the object had at no time from shortly before the process began, which a stale read may show, to its end. */
function neverHeld(
  judgement: Judgement,
  applier: ApplierRecord,
  address: Address,
  id: string,
): readonly string[] {
  const object = judgement.record.plan.objects.find((one) => addressOfPlanned(one) === address);
  const spec = applier.applier < 0 ? object?.before : object?.after;
  if (!object || !spec) return [];
  const seen = statesDuring(judgement, applier).flatMap((state) => objectIn(state, id) ?? []);
  return [...judgement.desiredLeaves(object, spec)]
    .filter(([leaf, value]) => !seen.some((one) => judgement.leavesOf(one).get(leaf) === value))
    .map(([leaf]) => leaf);
}

/** Whether an object has nothing where a spec declares null. */
const clearIn = (spec: JsonObject, live: StateObject) =>
  Object.entries(spec).every(([name, value]) => value !== null || (live[name] ?? null) === null);

const everGone = (judgement: Judgement, applier: ApplierRecord, id: string | undefined) =>
  id !== undefined && statesDuring(judgement, applier).some((state) => !objectIn(state, id));

const staleMs = 30_000;

function statesDuring({ record }: Judgement, { began, over }: ApplierRecord) {
  const first = record.states.findLastIndex(({ at }) => at <= began - staleMs);
  return record.states.filter(({ at }, index) => index >= first && at <= over).map(({ state }) => state);
}

const thrownText = (thrown: unknown) =>
  thrown instanceof Error ? `${thrown.name}: ${thrown.stack}` : String(thrown);
