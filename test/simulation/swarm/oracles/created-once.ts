import { objectIn, type State } from '../world/state.ts';
import type { Oracle } from './violation.ts';

/** Nothing is created twice: where we create an object, none that we created for the same address is still there. */
export const createdOnce: Oracle = (record, judgement) => {
  const created = new Map<string, string[]>();
  return judgement.commits.flatMap((exchange) => {
    const { message, before, after } = exchange;
    const address = judgement.addressOfWrite(message);
    if (message.method !== 'POST' || address === undefined) return [];
    const was = record.states[before]?.state as State;
    const is = record.states[after]?.state as State;
    const known = new Set(
      judgement
        .entriesBefore(message)
        .flatMap((entry) =>
          entry.type !== 'forgotten' && 'id' in entry && entry.id !== undefined ? [entry.id] : [],
        ),
    );
    const earlier = created.get(address) ?? [];
    const id = [...is.skills, ...is.queues].find((one) => !objectIn(was, one.id))?.id ?? '';
    created.set(address, [...earlier, id]);
    const name = address.slice(address.indexOf('/') + 1);
    return earlier.flatMap((one) => {
      const still = objectIn(was, one);
      // Renamed by hand while nobody knew that it was ours, it is like any other.
      if (!still || (still.name !== name && !known.has(one))) return [];
      return [`${address} is created a second time, as ${id}, while ${one} is there as ${still.name}`];
    });
  });
};
