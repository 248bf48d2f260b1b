import type { Address } from '../core/address.ts';
import { type Diagnostic, error } from '../core/diagnostic.ts';
import type { JournalEntry } from '../core/journal.ts';
import type { Plan } from '../core/plan.ts';

/**
 * `PLAN_STALE` for what a plan that was kept would do once more: it was applied, and somebody has taken it back since. Whoever looked at
 * the plan has not seen that.
 */
export function appliedBefore(entries: readonly JournalEntry[], { digest, changes }: Plan): Diagnostic[] {
  const done = doneBy(entries, digest);
  return changes
    .filter(({ action, fields }) => action !== 'update' || fields.length > 0)
    .flatMap(({ address, sources }) => {
      const entry = done.get(address);
      const source = sources[''];
      return entry
        ? error({
            code: 'PLAN_STALE',
            summary: `${address} was changed by this plan at ${entry.at} (run ${entry.run}), and back since; nothing was written`,
            hint: `Plan again, and have that plan looked at; cxform history ${address} shows what was done`,
            address,
            ...(source && { source }),
          })
        : [];
    });
}

/** What runs of this plan have applied, by address. */
function doneBy(entries: readonly JournalEntry[], digest: string): ReadonlyMap<Address, JournalEntry> {
  const runs = new Set(
    entries.flatMap((entry) => (entry.type === 'run-started' && entry.plan === digest ? entry.run : [])),
  );
  const isDone = (entry: JournalEntry) =>
    (entry.type === 'outcome' && entry.outcome === 'applied' && isWhole(entry.step) && runs.has(entry.run)) ||
    (entry.type === 'settled' && entry.effect === 'applied' && isWhole(entry.step) && runs.has(entry.of));
  return new Map(
    entries.flatMap((entry) =>
      isDone(entry) && 'address' in entry ? [[entry.address, entry] as const] : [],
    ),
  );
}

/** To unlink an object only prepares its deletion, and what effects write is nobody's change. */
const isWhole = (step: string | undefined) => step === undefined || step === 'write' || step === 'link';
