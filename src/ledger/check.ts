import { type Diagnostic, hasErrors, warning } from '../core/diagnostic.ts';
import type { LedgerCheck } from '../core/ledger-check.ts';
import { anchorFlaw } from './anchor.ts';
import { beginningOf, type ChainedLine, emptyTip, linkFlaw, type Tip, tipAfter } from './chain.ts';
import { checkValues } from './check-values.ts';
import { readEntry } from './entry.ts';
import { flawOf } from './flaw.ts';
import { damaged, damagedFile, parseLine } from './line.ts';
import { erasedDigests, namedDigests } from './named-digests.ts';
import { foreignTo, type LedgerLines } from './read-lines.ts';

/** What is known of values that a journal names, and that it does not itself say were erased. */
export interface ErasedSince {
  /** Their digests, as later journals of the same ledger tell. */
  readonly digests: ReadonlySet<string>;
  /** Not all of those journals are at hand: any value that is missing may have been erased. */
  readonly maybeMore: boolean;
}

/** What was found, and the entries that are what they were. */
export interface LinesChecked {
  readonly check: LedgerCheck;
  readonly links: readonly ChainedLine[];
}

/**
 * Looks at every line and finds all that is not as it was written, not only the first: `LEDGER_DAMAGED`, `LEDGER_UNREADABLE` and
 * `LEDGER_FOREIGN`; `LEDGER_HEAD_MISSING` where nothing tells whether the journal's end is missing.
 */
export function checkLines(lines: LedgerLines, since: ErasedSince = nothing): LinesChecked {
  const found: Diagnostic[] = [];
  const note = (thrown: unknown) => found.push(flawOf(thrown));
  const { links, tip } = checkChain(lines, note);
  const erased = new Set([...erasedDigests(links), ...since.digests]);
  const named = new Set(links.flatMap(({ link }) => namedDigests(link)));
  const kept = [...named].filter((digest) => !erased.has(digest));
  const stored = checkValues(lines.values, kept, note);
  if (since.maybeMore) for (const digest of named) if (!stored.has(digest)) erased.add(digest);
  for (const link of links) {
    try {
      const foreign = foreignTo(lines, readEntry(link, { stored, erased }));
      if (foreign) note(foreign);
    } catch (thrown) {
      note(thrown);
    }
  }
  if (!lines.anchor && lines.journal.length > 0 && !hasErrors(found)) found.push(unanchored);
  const check = {
    ...{ entries: lines.journal.length, head: tip.head },
    ...{ values: kept.length, erased: named.size - kept.length },
    diagnostics: found,
  };
  return { check, links };
}

const nothing: ErasedSince = { digests: new Set(), maybeMore: false };

type Note = (thrown: unknown) => void;

/** The links that are what they were, and where the chain ends. After damage it goes on with what the next line says of itself. */
function checkChain(
  { journal, journalFile, anchor }: LedgerLines,
  note: Note,
): { readonly links: readonly ChainedLine[]; readonly tip: Tip } {
  const links: ChainedLine[] = [];
  let tip: Tip | undefined = emptyTip;
  for (const [index, line] of journal.entries()) {
    try {
      const link = parseLine(line);
      const flaw = linkFlaw(link, index === 0 ? beginningOf(link) : tip, index);
      tip = flaw === undefined ? tipAfter(link) : undefined;
      if (flaw !== undefined) throw damaged(line, flaw);
      links.push({ line, link });
    } catch (thrown) {
      tip = undefined;
      note(thrown);
    }
  }
  // A damaged line may be the very one that the anchor stands at.
  const isComparable = tip && anchor && (links.length === journal.length || tip.seq < anchor.seq);
  const flaw = isComparable ? anchorFlaw(links, anchor) : undefined;
  if (flaw !== undefined) note(damagedFile(journalFile, flaw));
  return { links, tip: tip ?? emptyTip };
}

const unanchored = warning({
  code: 'LEDGER_HEAD_MISSING',
  summary: 'There is no head.json beside the journal: whether entries are missing at its end cannot be told',
  hint: 'The next apply writes it. If an apply of this version had, restore the folder of the ledger from Git or a backup',
});
