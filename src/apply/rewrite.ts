import { type Address, kindIn } from '../core/address.ts';
import { ApiError } from '../core/api-error.ts';
import type { Change } from '../core/change.ts';
import { DecodeError } from '../core/decode-error.ts';
import { type Diagnostic, error, warning } from '../core/diagnostic.ts';
import { canonicalJson } from '../core/fingerprint.ts';
import { LedgerError } from '../core/ledger-error.ts';
import type { Outcome } from '../core/outcome.ts';
import type { Effect } from '../core/plan.ts';
import type { LiveObject } from '../core/resource.ts';
import type { ChangeContext } from './context.ts';
import { applied, interrupted, unjournaled, unwritten } from './outcomes.ts';
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
async function rewriteObject(context: ChangeContext, change: Change, effect: string): Promise<Outcome> {
  if (context.stopped.aborted) return interrupted(change);
  const { kind, service, object, journal, intended, reread } = context;
  let sent: LiveObject | undefined;
  let outcome: Outcome;
  try {
    const now = object && (await reread(object.id));
    if (!now) return applied(change, 0, { id: object?.id ?? '' });
    const body = bodyOf(context, now);
    await journal.intend({ ...change, id: now.id }, effect, now.version, intended);
    sent = now;
    outcome = applied(change, 1, await kind.wire.update(service, targetOf(now), body));
  } catch (thrown) {
    if (thrown instanceof LedgerError) return unjournaled(change, 0, thrown);
    const written = sent && (await writtenAllTheSame(context, sent, thrown));
    outcome = written ? applied(change, 1, written) : unwritten(change, sent ? 1 : 0, thrown);
  }
  await journal.conclude(outcome, effect, []);
  return outcome;
}

const bodyOf = ({ kind, toId }: ChangeContext, { spec, raw }: LiveObject) =>
  kind.wire.encode({ spec, raw, changed: new Set(), toId });

/**
 * The object as it is after a write whose answer was lost, where that shows that it has been done: it has moved, and holds what was sent.
 * Where it cannot be read, or nothing has a version, nobody knows.
 */
async function writtenAllTheSame(
  context: ChangeContext,
  sent: LiveObject,
  thrown: unknown,
): Promise<LiveObject | undefined> {
  if (!(thrown instanceof ApiError && thrown.mayHaveTakenEffect) || sent.version === undefined)
    return undefined;
  try {
    const now = await context.reread(sent.id);
    if (!now || now.version === sent.version) return undefined;
    const [held, meant] = [now, sent].map((object) => canonicalJson(bodyOf(context, object)));
    return held === meant ? now : undefined;
  } catch (unread) {
    if (unread instanceof ApiError || unread instanceof DecodeError) return undefined;
    throw unread;
  }
}

function unchanged(address: Address): Change {
  return { address, action: 'update', fields: [], desired: {}, steps: ['write'], dependsOn: [], sources: {} };
}

function failed({ address, outcome, error: why }: Outcome, effect: string): Diagnostic {
  if (why?.code === 'INTERRUPTED') {
    return error({
      code: 'INTERRUPTED',
      summary: `${effect} of ${address} was not begun, since the run was asked to stop`,
      hint: 'Apply again: it does what is left to do',
      address,
    });
  }
  return warning({
    code: 'EFFECT_FAILED',
    summary: `${effect} of ${address}: ${why?.message}`,
    hint:
      outcome === 'unknown'
        ? `Whether the ${kindIn(address)} was written again, with what it held, is not known; cxform plan shows it as it is`
        : `The ${kindIn(address)} is as it was; the tenant may take longer to follow the change`,
    address,
  });
}
