import type { Address } from '../core/address.ts';
import type { HistoricEvent, HistoricRun, History } from '../core/history.ts';
import type { JournalEntry, RunEnded, RunStarted } from '../core/journal.ts';
import type { Json } from '../core/json.ts';
import { openWrites } from './open-writes.ts';

/**
 * What the journal tells of an address, or of all runs; both in its order. Of an address: each run that had to do with it, and every
 * entry about it. Else the runs, and what changed the ledger beside them.
 */
export function historyOf(
  entries: readonly JournalEntry[],
  address?: Address,
): Pick<History, 'runs' | 'events'> {
  const isWanted = (entry: JournalEntry) =>
    address === undefined ? isBesideRuns(entry) : 'address' in entry && entry.address === address;
  const events = entries.filter(isWanted);
  const concerned = new Set(events.map(({ run }) => run));
  const runs = runsOf(entries);
  return {
    runs: address === undefined ? runs : runs.filter(({ run }) => concerned.has(run)),
    events: events.map(asEvent),
  };
}

const besideRuns: ReadonlySet<JournalEntry['type']> = new Set([
  'resolved',
  'taken-over',
  'unlocked',
  'erased',
  'compacted',
]);

/** That both sides agree is what a run has seen; a side is taken by somebody. */
const isBesideRuns = (entry: JournalEntry) =>
  besideRuns.has(entry.type) && !(entry.type === 'resolved' && entry.take === 'agreed');

function runsOf(entries: readonly JournalEntry[]): HistoricRun[] {
  const ends = new Map<string, RunEnded>();
  for (const entry of entries) if (entry.type === 'run-ended') ends.set(entry.run, entry);
  const open = new Map<string, number>();
  for (const { run } of openWrites(entries)) open.set(run, (open.get(run) ?? 0) + 1);
  return entries
    .filter((entry): entry is RunStarted & JournalEntry => entry.type === 'run-started')
    .map(({ run, at, holder, manifests, plan }) => {
      const end = ends.get(run);
      return {
        ...{ run, startedAt: at, manifests, plan },
        ...(end && { endedAt: end.at, summary: end.summary }),
        ...(holder && { holder: { pid: holder.pid, host: holder.host } }),
        open: open.get(run) ?? 0,
      };
    });
}

function asEvent(entry: JournalEntry): HistoricEvent {
  const { at, run, type } = entry;
  const values = valuesOf(entry);
  return { at, run, type, ...factsOf(entry), ...(values && { values }) };
}

type Facts = Omit<HistoricEvent, 'at' | 'run' | 'type' | 'values'>;

function factsOf(entry: JournalEntry): Facts {
  switch (entry.type) {
    case 'observed': {
      const { address, id } = entry;
      return { address, id };
    }
    case 'forgotten': {
      const { address, id, now } = entry;
      return { address, id, ...present({ now }) };
    }
    case 'intent': {
      const { address, action, step, id, version } = entry;
      return { address, action, step, ...present({ id, version }) };
    }
    case 'outcome': {
      const { address, action, outcome, step, id, version, error } = entry;
      return { address, action, outcome, ...present({ step, id, version, error }) };
    }
    case 'settled': {
      const { address, action, step, effect, id } = entry;
      return { address, action, step, outcome: effect, ...present({ id }) };
    }
    case 'resolved':
      return { address: entry.address, outcome: entry.take };
    case 'erased':
      return { address: entry.address };
    default:
      return {};
  }
}

type Present<T> = { readonly [Key in keyof T]?: Exclude<T[Key], undefined> };

function present<T extends object>(facts: T): Present<T> {
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined)) as Present<T>;
}

/** By name. What was erased is null. */
function valuesOf(entry: JournalEntry): { readonly [name: string]: Json } | undefined {
  switch (entry.type) {
    case 'taken-over':
    case 'unlocked': {
      const { from: run, pid, host, expiresAt } = entry;
      return { from: { run, pid, host, expiresAt } };
    }
    case 'compacted':
      return { entries: entry.entries };
    default:
      return 'values' in entry && entry.values ? withoutErased(entry.values, entry.erased) : undefined;
  }
}

function withoutErased(
  values: { readonly [name: string]: Json },
  erased: readonly string[] = [],
): { readonly [name: string]: Json } {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, erased.includes(name) ? null : value]),
  );
}
