import type { Address } from '../core/address.ts';
import type { JournalEntry, RunStarted } from '../core/journal.ts';
import type { OwedEffect } from '../core/plan.ts';

/**
 * Effects that a run set off and did not come to the end of, by manifest: it was killed. One that failed was tried, and is not owed
 * (contract §2: a failure is only a warning).
 */
export function owedEffects(entries: readonly JournalEntry[]): ReadonlyMap<Address, OwedEffect> {
  const owed = [...begunEffects(entries)].filter(([, one]) => isOwed(one));
  return new Map(owed.map(([address, { effect, done }]) => [address, { effect, done }]));
}

/** The index of the first entry on which owed effects stand, or may come to; undefined where there is none. */
export function effectsBegunAt(entries: readonly JournalEntry[]): number | undefined {
  const since = Array.from(begunEffects(entries).values(), (one) => one.since);
  return since.length === 0 ? undefined : Math.min(...since);
}

interface Begun {
  readonly effect: string;
  readonly run: string;
  /** The index of the run-started by which it was first begun. */
  readonly since: number;
  readonly after: ReadonlySet<Address>;
  readonly done: Set<Address>;
  /** Changes of `after` that were sent, and of which nobody knows how they ended. */
  readonly open: Set<Address>;
  isSetOff: boolean;
}

const isOwed = ({ isSetOff, open }: Begun) => isSetOff || open.size > 0;

function begunEffects(entries: readonly JournalEntry[]): ReadonlyMap<Address, Begun> {
  const begun = new Map<Address, Begun>();
  for (const [index, entry] of entries.entries()) {
    if (entry.type === 'run-started') begin(begun, entry, index);
    if (entry.type === 'intent') noteSent(begun, entry.address);
    if (entry.type === 'outcome') note(begun, entry);
    if (entry.type === 'run-ended' && !entry.stopped) {
      for (const [address, { run, open }] of begun) {
        if (run === entry.run && open.size === 0) begun.delete(address);
      }
    }
  }
  return begun;
}

/** What was owed before goes on where it was. What a run before this one did not come to set off is over. */
function begin(begun: Map<Address, Begun>, { run, effects = [] }: RunStarted, index: number): void {
  for (const [address, one] of begun) if (!isOwed(one)) begun.delete(address);
  for (const { effect, address, after } of effects) {
    const before = begun.get(address);
    begun.set(address, {
      effect,
      run,
      since: before?.since ?? index,
      after: new Set(after),
      done: before && after.length === 0 ? before.done : new Set(),
      open: new Set(),
      isSetOff: before !== undefined || after.length === 0,
    });
  }
}

function note(
  begun: ReadonlyMap<Address, Begun>,
  { address, step, outcome }: Extract<JournalEntry, { readonly type: 'outcome' }>,
): void {
  for (const [manifest, one] of begun) {
    if (step === one.effect && address.startsWith(`${manifest}/`)) one.done.add(address);
    if (!one.after.has(address)) continue;
    if (outcome === 'applied') one.isSetOff = true;
    if (outcome !== 'unknown') one.open.delete(address);
  }
}

function noteSent(begun: ReadonlyMap<Address, Begun>, address: Address): void {
  for (const one of begun.values()) if (one.after.has(address)) one.open.add(address);
}
