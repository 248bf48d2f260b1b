import type { Address } from '../../../../src/core/address.ts';
import type { JournalEntry, Observed } from '../../../../src/core/journal.ts';
import type { RunRecord } from '../run-record.ts';
import { listOf, objectIn, type State } from '../world/state.ts';
import { createdId } from './created-id.ts';
import type { Judgement } from './judgement.ts';
import { lastListShown } from './shown-list.ts';
import type { Oracle } from './violation.ts';

/** An address keeps its object for as long as that is there, and gets one by name only where no second one has that name. */
export const matched: Oracle = (record, judgement) => {
  const last = new Map<Address, string>();
  const created = new Set(judgement.commits.flatMap((exchange) => createdId(record, exchange) ?? []));
  return judgement.written.flatMap(({ entry, bytes }) => {
    if (entry.type !== 'observed') return [];
    const { address, id } = entry;
    const before = last.get(address);
    last.set(address, id);
    if (before === id) return [];
    if (before !== undefined) {
      return wasThere(record, judgement, entry, bytes, before)
        ? [`${address} goes from ${before} to ${id}, and ${before} is there`]
        : [];
    }
    if (created.has(id) || wasIntended(record, entry)) return [];
    return wasShownTwo(record, judgement, entry, bytes)
      ? [`${address} takes ${id}, and there were two of that name`]
      : [];
  });
};

type Entry = Observed & JournalEntry;

/** What a lost create has made is found by what it looks like. */
const wasIntended = ({ entries }: RunRecord, { address }: Entry) =>
  entries.some((entry) => entry.type === 'intent' && entry.address === address && entry.action === 'create');

const staleMs = 30_000;

/** Whether an object was there all the time from before the run began, as a stale read may show it, to the moment of an entry. */
function wasThere(
  { states, exchanges, appliers }: RunRecord,
  { pids }: Judgement,
  { run }: Entry,
  bytes: number,
  id: string,
): boolean {
  const began = appliers.find(({ pid }) => pid === pids.get(run))?.began ?? 0;
  const from = Math.max(
    0,
    states.findLastIndex(({ at }) => at <= began - staleMs),
  );
  const later = exchanges.filter(({ message }) => message.journalBytes >= bytes);
  const until = Math.min(states.length - 1, ...later.map(({ before }) => before));
  return states.slice(from, until + 1).every(({ state }) => objectIn(state as State, id));
}

/** Whether the last list that a run had read before showed more than one object of an address's name. */
function wasShownTwo(
  record: RunRecord,
  { pids }: Judgement,
  { address, run }: Entry,
  bytes: number,
): boolean {
  const [kind = '', name = ''] = address.split('/');
  const applier = record.appliers.find(({ pid }) => pid === pids.get(run))?.applier;
  const isBefore = ({ journalBytes }: { readonly journalBytes: number }) => journalBytes < bytes;
  const objects = lastListShown(record, applier, listOf(kind), isBefore) ?? [];
  return objects.filter((one) => one.name === name).length > 1;
}
