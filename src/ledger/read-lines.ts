import type { JournalEntry } from '../core/journal.ts';
import { LedgerError } from '../core/ledger-error.ts';
import { anchorFlaw } from './anchor.ts';
import { type ChainedLine, readChain, type Tip } from './chain.ts';
import { readEntry } from './entry.ts';
import { damagedFile, type Line } from './line.ts';
import { erasedDigests } from './named-digests.ts';
import { readStoredValues } from './stored-value.ts';

/** A ledger as it is kept. */
export interface LedgerLines {
  /** For people: where the journal is. */
  readonly journalFile: string;
  readonly journal: readonly Line[];
  readonly values: readonly Line[];
  /** A place that the journal once had reached; undefined where none is kept. */
  readonly anchor: Tip | undefined;
  /** The tenant's name. */
  readonly tenant: string;
}

/** A ledger that holds together. */
export interface WholeLedger {
  readonly links: readonly ChainedLine[];
  readonly entries: readonly JournalEntry[];
  readonly tip: Tip;
}

/** Reads a ledger. Throws LedgerError at the first thing that is not as it was written, or is not this tenant's. */
export function readLines(lines: LedgerLines): WholeLedger {
  const { links, tip } = readChain(lines.journal);
  const flaw = lines.anchor && anchorFlaw(links, lines.anchor);
  if (flaw !== undefined) throw damagedFile(lines.journalFile, flaw);
  const values = { stored: readStoredValues(lines.values), erased: erasedDigests(links) };
  const entries = links.map((link) => readEntry(link, values));
  for (const entry of entries) {
    const foreign = foreignTo(lines, entry);
    if (foreign) throw foreign;
  }
  return { links, entries, tip };
}

/** `LEDGER_FOREIGN`: the entry was written for another tenant. */
export function foreignTo(
  { journalFile, tenant }: Pick<LedgerLines, 'journalFile' | 'tenant'>,
  entry: JournalEntry,
): LedgerError | undefined {
  if (entry.type !== 'run-started' || entry.tenant === tenant) return undefined;
  return new LedgerError(
    'LEDGER_FOREIGN',
    `${journalFile} is the journal of the tenant ${entry.tenant}, not of ${tenant}`,
    'Give each tenant a ledger of its own in "spec.ledger.file"',
  );
}
