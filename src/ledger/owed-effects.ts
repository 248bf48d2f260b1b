import type { Address } from '../core/address.ts';
import type { JournalEntry, StartedEffect } from '../core/journal.ts';
import type { OwedEffect } from '../core/plan.ts';

interface Begun {
  readonly effect: string;
  readonly run: string;
  readonly after: ReadonlySet<Address>;
  readonly done: Set<Address>;
  /** Changes of `after` that were sent, and of which nobody knows how they ended. */
  readonly open: Set<Address>;
  isSetOff: boolean;
}

/**
 * Effects that a run set off and did not come to the end of, by manifest: it was killed. One that failed was tried, and is not owed
 * (contract §2: a failure is only a warning).
 */
export function owedEffects(entries: readonly JournalEntry[]): ReadonlyMap<Address, OwedEffect> {
  const begun = new Map<Address, Begun>();
  for (const entry of entries) {
    if (entry.type === 'run-started') begin(begun, entry.run, entry.effects ?? []);
    if (entry.type === 'intent') noteSent(begun, entry.address);
    if (entry.type === 'outcome') note(begun, entry);
    if (entry.type === 'run-ended') {
      for (const [address, { run, open }] of begun) {
        if (run === entry.run && open.size === 0) begun.delete(address);
      }
    }
  }
  return new Map(
    [...begun]
      .filter(([, { isSetOff, open }]) => isSetOff || open.size > 0)
      .map(([address, { effect, done }]) => [address, { effect, done }]),
  );
}

/** What was owed before goes on where it was. */
function begin(begun: Map<Address, Begun>, run: string, effects: readonly StartedEffect[]): void {
  for (const { effect, address, after } of effects) {
    const before = begun.get(address);
    const isOwed = before ? before.isSetOff || before.open.size > 0 : false;
    begun.set(address, {
      effect,
      run,
      after: new Set(after),
      done: before && isOwed && after.length === 0 ? before.done : new Set(),
      open: new Set(),
      isSetOff: isOwed || after.length === 0,
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
