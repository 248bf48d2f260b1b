import type { JournalRecord } from '../core/journal.ts';
import type { Ledger } from '../core/ports.ts';

/**
 * The one writer of a run. While an append is under way, what is recorded meanwhile collects for the next one (group commit), so
 * that many workers wait for few durable steps.
 */
export class JournalWriter {
  readonly #ledger: Pick<Ledger, 'append'>;
  #head: string;
  #collected: JournalRecord[] = [];
  #last: Promise<void> = Promise.resolve();
  /** The append that what is recorded now goes with, until it begins. */
  #next: Promise<void> | undefined;

  /** `head` is the head that the run has read: where another run has moved it since, nothing is written. */
  constructor(ledger: Pick<Ledger, 'append'>, head: string) {
    this.#ledger = ledger;
    this.#head = head;
  }

  /**
   * Resolves when the records are durable. Rejects with the ledger's error when they are not, and from then on always: a run that
   * cannot record sends nothing more.
   */
  record(records: readonly JournalRecord[]): Promise<void> {
    for (const one of records) this.#collected.push(one);
    if (this.#next === undefined) {
      // After a failure this passes its rejection on without another append.
      this.#last = this.#last.then(() => this.#append());
      this.#next = this.#last;
    }
    return this.#next;
  }

  async #append(): Promise<void> {
    const records = this.#collected;
    this.#collected = [];
    this.#next = undefined;
    this.#head = await this.#ledger.append(records, this.#head);
  }
}
