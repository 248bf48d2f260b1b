import type { RunRecord } from '../run-record.ts';
import { objectIn, type State } from '../world/state.ts';
import { createdId } from './created-id.ts';
import type { Oracle } from './violation.ts';

/** What we created, and is as we created it, the ledger knows as ours in the end, unless the last apply has something to tell. */
export const knownAsOurs: Oracle = (record, judgement) => {
  if (record.last.ended?.exitCode !== 0) return [];
  const state = record.states.at(-1)?.state as State;
  const known = new Set([...judgement.priors.values()].map(({ id }) => id));
  return judgement.commits.flatMap((exchange) => {
    const id = createdId(record, exchange);
    const isLeft = id !== undefined && objectIn(state, id) && !known.has(id);
    // Changed by hand while nobody knew that it was ours, it is like any other.
    return isLeft && !isEdited(record, id)
      ? [`${id} was created for ${judgement.addressOfWrite(exchange.message)}, and nobody knows it`]
      : [];
  });
};

function isEdited({ states, acts }: RunRecord, id: string): boolean {
  const shown = (index: number) => JSON.stringify(objectIn(states[index]?.state as State, id));
  return acts.some(({ before, after }) => shown(before) !== shown(after));
}
