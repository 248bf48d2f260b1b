import { type Address, kindIn } from '../core/address.ts';
import type { Change } from '../core/change.ts';
import { type Diagnostic, warning } from '../core/diagnostic.ts';
import { LedgerError } from '../core/ledger-error.ts';
import type { Outcome } from '../core/outcome.ts';
import type { Effect } from '../core/plan.ts';
import type { ChangeContext } from './context.ts';
import { applied, refused, unjournaled } from './outcomes.ts';
import { runInOrder } from './schedule.ts';
import { targetOf } from './write-fields.ts';

/**
 * Writes objects again as they are, once something that they refer to was updated (contract §2, reassignment). A failure is no more than
 * a warning. Where none of the changes that set an effect off was applied, nothing is done.
 */
export async function carryOutEffects(
  effects: readonly Effect[],
  outcomes: readonly Outcome[],
  parallelism: number,
  contextOf: (address: Address) => ChangeContext,
): Promise<Diagnostic[]> {
  const changed = new Set(
    outcomes.filter(({ outcome }) => outcome === 'applied').map(({ address }) => address),
  );
  const due = effects.filter(
    ({ after }) => after.length === 0 || after.some((address) => changed.has(address)),
  );
  const effectOf = new Map(
    due.flatMap(({ effect, members }) => members.map((address) => [address, effect] as const)),
  );
  const ends = await runInOrder(
    Array.from(effectOf.keys(), (address) => unchanged(address)),
    parallelism,
    {
      run: (change) => rewriteObject(contextOf(change.address), change, String(effectOf.get(change.address))),
      onOutcome: () => {},
    },
  );
  const lost = ends.filter(({ outcome }) => outcome !== 'applied');
  return lost.map((end) => failed(end, String(effectOf.get(end.address))));
}

/** Re-read right before: what the tenant moves by itself goes back as it is now. */
async function rewriteObject(
  { kind, service, object, toId, journal, reread }: ChangeContext,
  change: Change,
  effect: string,
): Promise<Outcome> {
  let outcome: Outcome;
  try {
    const now = object && (await reread(object.id));
    if (!now) return applied(change, 0, { id: object?.id ?? '' });
    const body = kind.wire.encode({ spec: now.spec, raw: now.raw, changed: new Set(), toId });
    await journal.intend({ ...change, id: now.id }, effect, now.version);
    outcome = applied(change, 1, await kind.wire.update(service, targetOf(now), body));
  } catch (thrown) {
    if (thrown instanceof LedgerError) return unjournaled(change, 0, thrown);
    outcome = refused(change, 1, thrown);
  }
  await journal.conclude(outcome, effect, []);
  return outcome;
}

function unchanged(address: Address): Change {
  return { address, action: 'update', fields: [], desired: {}, steps: ['write'], dependsOn: [], sources: {} };
}

function failed({ address, error }: Outcome, effect: string): Diagnostic {
  return warning({
    code: 'EFFECT_FAILED',
    summary: `${effect} of ${address}: ${error?.message}`,
    hint: `The ${kindIn(address)} is as it was; the tenant may take longer to follow the change`,
    address,
  });
}
