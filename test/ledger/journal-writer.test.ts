import { describe, expect, it } from 'vitest';
import type { JournalRecord } from '../../src/core/journal.ts';
import type { Ledger } from '../../src/core/ports.ts';
import { JournalWriter } from '../../src/ledger/journal-writer.ts';
import { observed } from './records.ts';

/** A ledger whose appends end when the test says so. */
class SlowLedger implements Pick<Ledger, 'append'> {
  readonly appends: { records: readonly JournalRecord[]; expectedHead: string }[] = [];
  #end: ((error?: Error) => void) | undefined;

  append(records: readonly JournalRecord[], expectedHead: string): Promise<string> {
    this.appends.push({ records, expectedHead });
    return new Promise((resolve, reject) => {
      this.#end = (error) => (error ? reject(error) : resolve(`head${this.appends.length}`));
    });
  }

  async end(error?: Error): Promise<void> {
    await turn();
    this.#end?.(error);
    await turn();
  }
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

describe('JournalWriter', () => {
  it('collects what is recorded during an append into the next one', async () => {
    const ledger = new SlowLedger();
    const writer = new JournalWriter(ledger, 'head0');
    const first = writer.record([observed('a')]);
    await turn();
    const others = ['b', 'c', 'd'].map((name) => writer.record([observed(name)]));
    await ledger.end();
    await first;
    await ledger.end();
    await Promise.all(others);
    expect(ledger.appends).toEqual([
      { records: [observed('a')], expectedHead: 'head0' },
      { records: [observed('b'), observed('c'), observed('d')], expectedHead: 'head1' },
    ]);
  });

  it('takes more records at once than a call takes arguments', async () => {
    const ledger = new SlowLedger();
    const records = Array<JournalRecord>(300_000).fill(observed('a'));
    const recorded = new JournalWriter(ledger, '').record(records);
    await ledger.end();
    await recorded;
    expect(ledger.appends[0]?.records).toHaveLength(records.length);
  });

  it('resolves only once the records are in the ledger', async () => {
    const ledger = new SlowLedger();
    let durable = false;
    const recorded = new JournalWriter(ledger, '').record([observed('a')]).then(() => {
      durable = true;
    });
    await turn();
    expect(durable).toBe(false);
    await ledger.end();
    await recorded;
    expect(durable).toBe(true);
  });

  it('rejects all that wait and every later record after a failed append, and appends nothing more', async () => {
    const ledger = new SlowLedger();
    const writer = new JournalWriter(ledger, '');
    const failure = new Error('disk full');
    const first = writer.record([observed('a')]);
    await turn();
    const waiting = writer.record([observed('b')]);
    const ended = Promise.allSettled([first, waiting]);
    await ledger.end(failure);
    const rejected = { status: 'rejected', reason: failure };
    expect(await ended).toEqual([rejected, rejected]);
    expect(await Promise.allSettled([writer.record([observed('c')])])).toEqual([rejected]);
    expect(await Promise.allSettled([writer.record([observed('d')])])).toEqual([rejected]);
    expect(ledger.appends).toHaveLength(1);
  });
});
