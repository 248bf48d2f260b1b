import { type Diagnostic, error, hasErrors, warning } from '../core/diagnostic.ts';
import type { LedgerCheck } from '../core/ledger-check.ts';
import { LedgerError } from '../core/ledger-error.ts';
import { anchorFlaw } from './anchor.ts';
import { beginningOf, type ChainedLine, emptyTip, linkFlaw, type Tip, tipAfter } from './chain.ts';
import { checkValues } from './check-values.ts';
import { readEntry } from './entry.ts';
import { damaged, damagedFile, parseLine } from './line.ts';
import { erasedDigests, namedDigests } from './named-digests.ts';
import { foreignTo, type LedgerLines } from './read-lines.ts';

/**
 * Looks at every line and finds all that is not as it was written, not only the first: `LEDGER_DAMAGED`, `LEDGER_UNREADABLE` and
 * `LEDGER_FOREIGN`; `LEDGER_HEAD_MISSING` where nothing tells whether the journal's end is missing.
 */
export function checkLines(lines: LedgerLines): LedgerCheck {
  const found: Diagnostic[] = [];
  const note = (thrown: unknown) => found.push(asDiagnostic(thrown));
  const { links, tip } = checkChain(lines, note);
  const erased = erasedDigests(links);
  const named = new Set(links.flatMap(({ link }) => namedDigests(link)));
  const kept = [...named].filter((digest) => !erased.has(digest));
  const stored = checkValues(lines.values, kept, note);
  for (const link of links) {
    try {
      const foreign = foreignTo(lines, readEntry(link, { stored, erased }));
      if (foreign) note(foreign);
    } catch (thrown) {
      note(thrown);
    }
  }
  if (!lines.anchor && lines.journal.length > 0 && !hasErrors(found)) found.push(unanchored);
  return {
    entries: lines.journal.length,
    head: tip.head,
    values: kept.length,
    erased: named.size - kept.length,
    diagnostics: found,
  };
}

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

function asDiagnostic(thrown: unknown): Diagnostic {
  if (!(thrown instanceof LedgerError)) throw thrown;
  return error({ code: thrown.code, summary: thrown.message, hint: thrown.hint });
}

const unanchored = warning({
  code: 'LEDGER_HEAD_MISSING',
  summary: 'There is no head.json beside the journal: whether entries are missing at its end cannot be told',
  hint: 'The next apply writes it. If an apply of this version had, restore the folder of the ledger from Git or a backup',
});
