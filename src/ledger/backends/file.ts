import type { JournalEntry, JournalRecord } from '../../core/journal.ts';
import { LedgerError } from '../../core/ledger-error.ts';
import type { Files, JournalState, Ledger, ProcessOwner, Random } from '../../core/ports.ts';
import { linkRecords, readChain, type Tip } from '../chain.ts';
import { readEntry } from '../entry.ts';
import { readStoredValues } from '../stored-value.ts';

import { ledgerFiles } from './ledger-files.ts';
import { ledgerLockRefusal, withLedgerLock } from './ledger-lock.ts';
import { LineFile } from './line-file.ts';

export interface FileLedgerOptions {
  readonly files: Files;
  /** Absolute; made by the first append. */
  readonly folder: string;
  /** The tenant's name: a journal of another one is refused with `LEDGER_FOREIGN`. */
  readonly tenant: string;
  readonly random: Random;
  readonly owner: ProcessOwner;
}

/** A ledger in a folder: the chain in `journal.jsonl`, the values that its digests stand for in `values.jsonl` (design §2, Ledger). */
export function fileLedger({ files, folder, tenant, random, owner }: FileLedgerOptions): Ledger {
  const disk = ledgerFiles(files);
  const journal = new LineFile(disk, `${folder}/journal.jsonl`);
  const values = new LineFile(disk, `${folder}/values.jsonl`);
  const lock = { files: disk, path: `${folder}/lock`, owner, random };
  /** Where the chain ended when the journal was `size` bytes long. */
  let known: { readonly tip: Tip; readonly size: number } | undefined;

  async function read(): Promise<JournalState> {
    // The journal first: values are written before the entries that name them, so that none can be missing yet.
    const { lines, size } = await journal.read();
    const { links, tip } = readChain(lines);
    const stored = readStoredValues((await values.read()).lines);
    const entries = links.map((link) => readEntry(link, stored));
    refuseForeign(entries, tenant, folder);
    known = { tip, size };
    return { entries, head: tip.head };
  }

  async function currentTip(): Promise<Tip> {
    const last = known;
    if (last !== undefined && last.size === (await journal.size())) return last.tip;
    const { entries, head } = await read();
    return { seq: entries.length, head };
  }

  async function append(records: readonly JournalRecord[], expectedHead: string): Promise<string> {
    return withLedgerLock(lock, async () => {
      const tip = await currentTip();
      if (tip.head !== expectedHead) throw moved(folder);
      const links = linkRecords(records, tip, random);
      await values.append(links.values);
      const size = await journal.append(links.entries);
      known = { tip: links.tip, size };
      return links.tip.head;
    });
  }

  const runLock = { ...lock, path: `${folder}/run.lock` };
  return {
    read,
    append,
    exclusively: (work) => withLedgerLock(runLock, work),
    refusal: async () => (await ledgerLockRefusal(runLock)) ?? ledgerLockRefusal(lock),
  };
}

function refuseForeign(entries: readonly JournalEntry[], tenant: string, folder: string): void {
  const foreign = entries.find((entry) => entry.type === 'run-started' && entry.tenant !== tenant);
  if (foreign?.type !== 'run-started') return;
  throw new LedgerError(
    'LEDGER_FOREIGN',
    `${folder} is the ledger of the tenant ${foreign.tenant}, not of ${tenant}`,
    'Give each tenant a ledger of its own in "spec.ledger.file"',
  );
}

function moved(folder: string): LedgerError {
  return new LedgerError(
    'LEDGER_MOVED',
    `another run has written to ${folder} since this one read it`,
    'Plan again',
  );
}
