import type { Mutant } from '../mutant.ts';

/** Defects in keeping the journal. */
export const ledgerMutants: readonly Mutant[] = [
  {
    name: 'recorded-before-durable',
    why: 'Whoever records is told so before the disk has it: a crash takes an intent with it whose write has gone out',
    faults: ['crash', 'disk-slow'],
    file: 'src/ledger/journal-writer.ts',
    find: 'return this.#next;',
    replace: 'this.#next.catch(() => {});\n    return Promise.resolve();',
  },
  {
    name: 'head-not-moved-on',
    why: 'The writer compares with the head that it began with, and loses every entry but the first',
    faults: ['crash'],
    file: 'src/ledger/journal-writer.ts',
    find: 'this.#head = await this.#ledger.append(records, this.#head);',
    replace: 'await this.#ledger.append(records, this.#head);',
  },
  {
    name: 'entries-before-values',
    why: 'Entries are written before the values that they name: a crash between leaves a ledger that nobody can read',
    faults: ['crash', 'power-cut'],
    file: 'src/ledger/backends/ledger-store.ts',
    find: `    await this.values.append(values);
    // Somebody may have taken our lock away while this process was frozen, and written.
    if ((await this.journal.size()) !== end.size) throw this.moved();
    const size = await this.journal.append(entries);`,
    replace: `    if ((await this.journal.size()) !== end.size) throw this.moved();
    const size = await this.journal.append(entries);
    await this.values.append(values);`,
  },
  {
    name: 'deposed-run-appends',
    why: 'A run that the lease was taken from goes on with its entries, as if nobody had written since',
    faults: ['freeze-past-lease', 'two-at-once', 'elsewhere'],
    file: 'src/ledger/backends/file.ts',
    find: `        for (const run of runs) {
          if (lease.wasTakenBy(run) || end.deposed.has(run)) await lease.kept(run, head);
        }
        if (end.tip.head !== expectedHead) throw store.moved();`,
    replace: '',
  },
  {
    name: 'torn-line-written-behind',
    why: 'What a crash left of a line stays in the midst of the journal, which nobody can read from then on',
    faults: ['torn-tail', 'torn-values', 'disk-full-midway'],
    file: 'src/ledger/backends/line-file.ts',
    find: 'before === this.#wholeSize ? before : await this.#endWithWholeLine()',
    replace: 'before',
  },
  {
    name: 'torn-line-read',
    why: 'Half a line at the end, as a power cut leaves it, makes the whole ledger pass for damaged',
    faults: ['torn-tail', 'torn-values'],
    file: 'src/ledger/backends/line-file.ts',
    find: 'const isTorn = tail.length > 0 && !isLine(tail);',
    replace: 'const isTorn = tail.length < 0 && !isLine(tail);',
  },
  {
    name: 'conflict-closed-by-its-own-run',
    why: 'A conflict is out of the reconciliation queue as soon as it is in it, so that nobody ever decides',
    faults: ['edit-managed', 'edit-element'],
    file: 'src/ledger/open-conflicts.ts',
    find: 'queue.set(entry.address, { entry, moves: [] });',
    replace: 'queue.delete(entry.address);',
  },
];
