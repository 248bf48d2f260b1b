import type { Change, Step } from '../core/change.ts';
import type { Forgotten, JournalRecord, Observed } from '../core/journal.ts';
import { LedgerError } from '../core/ledger-error.ts';
import type { Outcome } from '../core/outcome.ts';
import type { Plan } from '../core/plan.ts';
import { summarise } from './summary.ts';

interface JournalInput {
  readonly run: string;
  record(records: readonly JournalRecord[]): Promise<void>;
  now(): string;
}

/** A fact without the run and moment that every record bears. */
export type Fact<Type extends JournalRecord = JournalRecord> = Type extends JournalRecord
  ? Omit<Type, 'at' | 'run'>
  : never;

/**
 * What one run writes to the ledger. `start` and `intend` resolve once their records are durable and reject with LedgerError:
 * without an intent nothing may be sent. What happened has happened: `conclude` and `end` keep a LedgerError as `failure`.
 */
export class Journal {
  readonly #input: JournalInput;
  #failure: LedgerError | undefined;

  constructor(input: JournalInput) {
    this.#input = input;
  }

  /** Why the journal is not whole. */
  get failure(): LedgerError | undefined {
    return this.#failure;
  }

  start(plan: Plan, seen: readonly Fact<Observed | Forgotten>[]): Promise<void> {
    const { tenant, manifests, digest } = plan;
    const effects = plan.effects.map(({ effect, address, after }) => ({ effect, address, after }));
    return this.#record([
      {
        type: 'run-started',
        tenant,
        manifests: manifests.digest,
        plan: digest,
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
    const { address, action, attempts, id, version, error } = outcome;
    return this.#recordIfPossible([
      {
        type: 'outcome',
        address,
        action,
        step,
        outcome: outcome.outcome,
        attempts,
        ...(id !== undefined && { id }),
        ...(version !== undefined && { version }),
        ...(error !== undefined && { error: error.code }),
      },
      ...seen,
    ]);
  }

  end(outcomes: readonly Outcome[]): Promise<void> {
    return this.#recordIfPossible([{ type: 'run-ended', summary: { ...summarise(outcomes) } }]);
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
