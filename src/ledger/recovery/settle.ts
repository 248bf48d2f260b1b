import { type Address, kindIn } from '../../core/address.ts';
import { type Diagnostic, error } from '../../core/diagnostic.ts';
import type { Fact } from '../../core/journal.ts';
import type { KindTable } from '../../core/kind-table.ts';
import type { Live } from '../../core/live.ts';
import type { OpenWrite } from '../../core/open-write.ts';
import type { Prior } from '../../core/resource.ts';
import { respelling } from '../../core/respelling.ts';
import { settleCreate } from './settle-create.ts';
import { settleDelete, settleUpdate } from './settle-write.ts';
import type { Found, Verdict } from './verdict.ts';

/** What settling open writes stands on. */
export interface RecoveryInput {
  readonly kinds: KindTable;
  readonly open: readonly OpenWrite[];
  readonly live: Live;
  /** By the addresses that the journal has. */
  readonly priors: ReadonlyMap<Address, Prior>;
  /** Before the tenant was read, in milliseconds since 1970. */
  readonly now: number;
  /** How long after it went out a write of a kind can still take effect, or its effect stay hidden, in milliseconds. */
  windowMs(kind: string): number;
}

/** A write of which reading does not tell yet whether it will take effect. */
export interface Waiting {
  readonly write: OpenWrite;
  /** From when on it does, in milliseconds since 1970; undefined where its run may still be at work. */
  readonly until: number | undefined;
  /** Its effect shows; but what shows may turn out to be somebody else's work. */
  readonly isFound: boolean;
}

/** What became of open writes. */
export interface Recovery {
  /** What the journal shall say of them: each that is settled, and what that teaches of its object. */
  readonly facts: readonly Fact[];
  readonly waiting: readonly Waiting[];
  /** `LOST_CREATE_AMBIGUOUS`. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Finds out what became of writes whose end is not known, by what the tenant has now (design §2, Ledger). */
export function settleOpenWrites(input: RecoveryInput): Recovery {
  const { kinds, live, priors } = input;
  const respell = respelling(kinds, live, priors);
  const facts: Fact[] = [];
  const waiting: Waiting[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const write of input.open) {
    const kind = kinds.find(kindIn(write.address));
    const until = settledAt(input, write);
    const isOver = until !== undefined && input.now >= until;
    const found: Found | undefined =
      kind?.role === 'object'
        ? { kind, live, priors, isOver, desired: respell(kind.kind, write.desired) }
        : undefined;
    const verdict = found ? verdictOn(write, found) : { effect: 'unclear' as const };
    if ('candidates' in verdict) diagnostics.push(ambiguous(write, verdict.candidates));
    else if ('waits' in verdict) waiting.push({ write, until, isFound: false });
    else {
      // A disk may keep the first lines alone: a write must not be settled without what that has taught.
      facts.push(...(verdict.facts ?? []), settled(write, verdict));
      if (verdict.isFinal === false) waiting.push({ write, until, isFound: true });
    }
  }
  return { facts, waiting, diagnostics };
}

/** The window of today may be shorter than the one it was sent under. */
function settledAt({ windowMs }: RecoveryInput, write: OpenWrite): number | undefined {
  const { sentBefore, address, windowMs: sentUnder = 0 } = write;
  return sentBefore === undefined ? undefined : sentBefore + Math.max(windowMs(kindIn(address)), sentUnder);
}

function verdictOn(write: OpenWrite, found: Found): Verdict {
  // What is written again as it was leaves nothing to be found out.
  if (!['write', 'link', 'unlink'].includes(write.step)) return { effect: 'unclear' };
  if (write.id === undefined) return settleCreate(write, found);
  return write.action === 'delete' && write.step === 'write'
    ? settleDelete(write, found)
    : settleUpdate(write, found);
}

function settled(
  { address, action, step, run, id }: OpenWrite,
  verdict: Extract<Verdict, { effect: unknown }>,
): Fact {
  const known = verdict.id ?? id;
  return {
    type: 'settled',
    address,
    action,
    step,
    of: run,
    effect: verdict.effect,
    ...(known !== undefined && { id: known }),
  };
}

function ambiguous({ address, at }: OpenWrite, candidates: readonly string[]): Diagnostic {
  return error({
    code: 'LOST_CREATE_AMBIGUOUS',
    summary: `${address} was created at ${at} and the answer was lost; ${candidates.length} objects could be it`,
    detail: `Their ids: ${candidates.join(', ')}`,
    hint: `Delete the ones that are too many in CXone, or pin the one that is meant: pins: {${address}: ${candidates[0]}} in the Tenant`,
    address,
  });
}
