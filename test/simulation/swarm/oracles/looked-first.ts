import type { RunRecord } from '../run-record.ts';
import type { State, StateList } from '../world/state.ts';
import type { Exchange } from '../world/tenant.ts';
import { type Judgement, targetOf } from './judgement.ts';
import { lastListShown } from './shown-list.ts';
import type { Oracle } from './violation.ts';

/** What a process has read is this old at most when it begins to write, with some seconds for the reading itself. */
const seenMs = 35_000;

/**
 * Nobody creates what is there under its name: what the list showed that the plan stands on, nor what had been there long enough before,
 * where nothing holds the process up.
 */
export const lookedFirst: Oracle = (record, judgement) =>
  judgement.commits
    .filter(({ message }) => message.method === 'POST')
    .flatMap((exchange) => {
      const name = JSON.parse(exchange.message.body ?? '{}').name;
      const others = idsOfOthers(judgement, exchange);
      return [...shown(record, judgement, exchange, name), ...standing(record, exchange, name)]
        .filter((id) => !others.has(id))
        .map((id) => `${name} is created by process ${exchange.message.applier} although ${id} is there`);
    });

/** Of objects that the ledger knows under other addresses. */
function idsOfOthers(judgement: Judgement, { message }: Exchange): ReadonlySet<string> {
  const address = judgement.addressOfWrite(message);
  return new Set(
    judgement
      .entriesBefore(message)
      .flatMap((entry) => (entry.type === 'observed' && entry.address !== address ? [entry.id] : [])),
  );
}

function shown(record: RunRecord, judgement: Judgement, exchange: Exchange, name: string): readonly string[] {
  const { message } = exchange;
  const planned = judgement.applierOf(exchange)?.planned ?? message.order;
  const list = targetOf(message.path).list as StateList;
  const objects = lastListShown(record, message.applier, list, ({ order }) => order < planned) ?? [];
  return objects.filter((object) => object.name === name).map(({ id }) => id);
}

/** Objects that have had a name for long without a break, where the process has been as quick as it can. */
function standing(
  { plan, states }: RunRecord,
  { message, before }: Exchange,
  name: string,
): readonly string[] {
  const turns = plan.appliers[message.applier]?.turns ?? [];
  const isHeldUp = turns.length > 0 || plan.strikes.some(({ applier }) => applier === message.applier);
  const now = states[before];
  if (!now || isHeldUp) return [];
  const list = targetOf(message.path).list as StateList;
  const first = states.findLastIndex(({ at }) => at <= now.at - seenMs);
  const then = states.slice(Math.max(0, first), before + 1).map(({ state }) => state as State);
  const hasIt = (id: string) =>
    then.every((state) => state[list].some((one) => one.id === id && one.name === name));
  return (now.state as State)[list].map(({ id }) => id).filter((id) => first >= 0 && hasIt(id));
}
