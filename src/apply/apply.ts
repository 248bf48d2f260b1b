import { type Address, kindIn } from '../core/address.ts';
import type { Diagnostic } from '../core/diagnostic.ts';
import type { Fact, JournalRecord } from '../core/journal.ts';
import type { KindTable } from '../core/kind-table.ts';
import type { LedgerError } from '../core/ledger-error.ts';
import type { Live } from '../core/live.ts';
import type { Outcome } from '../core/outcome.ts';
import type { Plan } from '../core/plan.ts';
import type { Service } from '../core/ports.ts';
import { priorsNow } from '../core/prior-now.ts';
import type { LiveObject, Prior } from '../core/resource.ts';
import type { ToReference } from '../core/wire.ts';
import type { ChangeContext } from './context.ts';
import { executeStep } from './execute.ts';
import { toIdFrom } from './ids.ts';
import { Journal } from './journal.ts';
import { observations } from './observe.ts';
import { carryOutEffects } from './rewrite.ts';
import { runInOrder } from './schedule.ts';

export interface ApplyInput {
  readonly plan: Plan;
  readonly kinds: KindTable;
  readonly live: Live;
  /** What the ledger knows, with what was found out about writes whose end it does not tell. */
  readonly priors: ReadonlyMap<Address, Prior>;
  /** That, for the journal. */
  readonly recovered: readonly Fact[];
  /** Addresses in the reconciliation queue. */
  readonly conflicted: ReadonlySet<Address>;
  readonly run: string;
  readonly holder: { readonly pid: number; readonly host: string };
  /** Aborts when nothing more shall be begun. */
  readonly stopped: AbortSignal;
  /** How many changes are under way at once. */
  readonly parallelism: number;
  service(name: string): Service;
  /** How long after it went out a write of a kind can still take effect, or its effect stay hidden, in milliseconds. */
  windowMs(kind: string): number;
  /** Lets so many milliseconds pass; false where the run was stopped meanwhile. */
  outwait(ms: number): Promise<boolean>;
  /** Reads one object anew; undefined where it is gone. */
  reread(kind: string, id: string, toReference: ToReference): Promise<LiveObject | undefined>;
  /** Reads the lists of a kind anew. */
  relist(kind: string, toReference: ToReference): Promise<readonly LiveObject[]>;
  /** Resolves once the records are durable. */
  record(records: readonly JournalRecord[]): Promise<void>;
  /** RFC 3339 in UTC. */
  now(): string;
  /** Called as each change ends. */
  onOutcome(outcome: Outcome): void;
}

export interface Applied {
  /** One for every change, in the plan's order. */
  readonly outcomes: readonly Outcome[];
  /** What became of effects, where that is worth a word. */
  readonly diagnostics: readonly Diagnostic[];
  /** Why the journal does not tell all of it. */
  readonly journalFailure?: LedgerError;
}

/**
 * Carries out a plan and nothing else: every change gets an outcome. What was seen is journaled first, so that adoption and protection
 * are remembered even where nothing is written. Rejects with LedgerError where the journal could not be begun, and nothing was sent.
 */
export async function applyPlan(input: ApplyInput): Promise<Applied> {
  const { plan, kinds, live, priors } = input;
  const journal = new Journal(input);
  const now = priorsNow(kinds, live, priors);
  await journal.start(plan, [
    ...input.recovered,
    ...observations(kinds, plan, live, priors, now, input.conflicted),
  ]);

  const bindings = live.bindings.copy();
  const toId = toIdFrom(bindings);
  const toReference: ToReference = (kind, id) => bindings.referenceTo(kind, id);
  const resources = new Map(live.desired.map((resource) => [resource.address, resource]));
  const outcomes = await runInOrder(plan.changes, input.parallelism, {
    run: (change, step, before) => executeStep(contextOf(change.address), change, step, before),
    onOutcome: input.onOutcome,
  });
  const diagnostics = await carryOutEffects(plan.effects, outcomes, input.parallelism, contextOf);
  await journal.end(outcomes, { isStopped: input.stopped.aborted });
  return { outcomes, diagnostics, ...(journal.failure && { journalFailure: journal.failure }) };

  function contextOf(address: Address): ChangeContext {
    const kind = kinds.get(kindIn(address));
    const resource = resources.get(address);
    const windowMs = input.windowMs(kind.kind);
    const { protect = false, facets = [] } = resource ?? {};
    return {
      kind,
      service: input.service(kind.wire.service),
      resource,
      intended: { protect, facets, windowMs },
      object: live.byAddress.get(address),
      prior: now.get(address),
      toId,
      journal,
      stopped: input.stopped,
      reread: (id: string) => input.reread(kind.kind, id, toReference),
      relist: () => input.relist(kind.kind, toReference),
      isKnown: (id: string) => bindings.exists(kind.kind, id) || bindings.nameOf(kind.kind, id) !== undefined,
      outwaitWindow: () => input.outwait(windowMs),
      bind: (id: string) => bindings.bind(address, id),
    };
  }
}
