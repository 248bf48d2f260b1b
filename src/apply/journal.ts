import type { Address } from '../core/address.ts';
import type { Change, Step } from '../core/change.ts';
import type {
  Fact,
  Forgotten,
  JournaledConflict,
  JournalRecord,
  Observed,
  OutcomeRecorded,
} from '../core/journal.ts';
import { LedgerError } from '../core/ledger-error.ts';
import type { Outcome, OutcomeKind } from '../core/outcome.ts';
import type { Plan } from '../core/plan.ts';
import type { Facet } from '../core/resource.ts';
import { summarise } from './summary.ts';

interface JournalInput {
  readonly run: string;
  readonly holder: { readonly pid: number; readonly host: string };
  record(records: readonly JournalRecord[]): Promise<void>;
  now(): string;
}

/** What a write is to be known by, should nobody learn how it ended. */
export interface Intended {
  readonly protect: boolean;
  readonly facets: readonly Facet[];
  /** How long after it went out it can still take effect, or its effect stay hidden, in milliseconds. */
  readonly windowMs: number;
}

/**
 * What one run writes to the ledger. `start` and `intend` resolve once their records are durable and reject with LedgerError:
 * without an intent nothing may be sent. What happened has happened: `conclude` and `end` keep a LedgerError as `failure`.
 */
export class Journal {
  readonly #input: JournalInput;
  /** How the latest step of each change ended. */
  readonly #concluded = new Map<Address, OutcomeKind>();
  #failure: LedgerError | undefined;

  constructor(input: JournalInput) {
    this.#input = input;
  }

  /** Why the journal is not whole. */
  get failure(): LedgerError | undefined {
    return this.#failure;
  }

  start(plan: Plan, seen: readonly Fact[]): Promise<void> {
    const { tenant, manifests, digest } = plan;
    const { pid, host } = this.#input.holder;
    const effects = plan.effects.map(({ effect, address, after }) => ({ effect, address, after }));
    return this.#record([
      {
        type: 'run-started',
        tenant,
        manifests: manifests.digest,
        plan: digest,
        holder: { pid, host },
        ...(effects.length > 0 && { effects }),
      },
      ...seen,
    ]);
  }

  /** Must be durable before the write goes out. */
  intend(
    { address, action, id, fingerprint, desired }: Change,
    step: Step | string,
    version: string | number | undefined,
    { protect, facets, windowMs }: Intended,
  ): Promise<void> {
    return this.#record([
      {
        type: 'intent',
        address,
        action,
        step,
        ...(id !== undefined && { id }),
        ...(version !== undefined && { version }),
        ...(fingerprint !== undefined && { fingerprint }),
        ...(protect && { protect }),
        ...(facets.length > 0 && { facets }),
        windowMs,
        values: { desired },
      },
    ]);
  }

  /** How a step of a change ended, with what is known of its object since. */
  conclude(
    outcome: Outcome,
    step: Step | string,
    seen: readonly Fact<Observed | Forgotten>[],
  ): Promise<void> {
    this.#concluded.set(outcome.address, outcome.outcome);
    // A disk may keep the first lines alone: an outcome must not stand there without what it has taught.
    return this.#recordIfPossible([...seen, outcomeFact(outcome, step)]);
  }

  /** What was never begun is told here. */
  end(outcomes: readonly Outcome[], { isStopped }: { readonly isStopped: boolean }): Promise<void> {
    const summary = { ...summarise(outcomes) };
    const blocked = outcomes
      .filter(({ address, outcome }) => outcome === 'blocked' && this.#concluded.get(address) !== outcome)
      .map((outcome) => outcomeFact(outcome, undefined));
    const ended = { type: 'run-ended' as const, summary, ...(isStopped && { stopped: isStopped }) };
    return this.#recordIfPossible([...blocked, ended]);
  }

  async #recordIfPossible(facts: readonly Fact[]): Promise<void> {
    try {
      await this.#record(facts);
    } catch (thrown) {
      if (!(thrown instanceof LedgerError)) throw thrown;
      this.#failure ??= thrown;
    }
  }

  #record(facts: readonly Fact[]): Promise<void> {
    const { run, now, record } = this.#input;
    const at = now();
    return record(facts.map((fact) => ({ ...fact, at, run }) as JournalRecord));
  }
}

function outcomeFact(outcome: Outcome, step: string | undefined): Fact<OutcomeRecorded> {
  const { address, action, attempts, id, version, error } = outcome;
  return {
    type: 'outcome',
    address,
    action,
    ...(step !== undefined && { step }),
    outcome: outcome.outcome,
    attempts,
    ...(id !== undefined && { id }),
    ...(version !== undefined && { version }),
    ...(error !== undefined && { error: error.code }),
    ...(outcome.outcome === 'conflict' && { values: { conflict: journaledConflict(outcome) } }),
  };
}

function journaledConflict({ error, conflicts = [], edited = {} }: Outcome): JournaledConflict {
  const { by, at } = edited;
  return {
    message: error?.message ?? '',
    fields: conflicts.map(({ path, base, theirs, ours }) => ({ path, base, theirs, ours })),
    ...(by !== undefined && { by }),
    ...(at !== undefined && { editedAt: at }),
  };
}
