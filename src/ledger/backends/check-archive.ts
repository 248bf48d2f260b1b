import { type Diagnostic, hasErrors, warning } from '../../core/diagnostic.ts';
import type { LedgerCheck } from '../../core/ledger-check.ts';
import type { LedgerError } from '../../core/ledger-error.ts';
import { beginningOf, type ChainedLine, emptyTip, type Tip } from '../chain.ts';
import { checkLines, type ErasedSince, type LinesChecked } from '../check.ts';
import { flawOf } from '../flaw.ts';
import { damagedFile } from '../line.ts';
import { erasedDigests } from '../named-digests.ts';
import type { Archive, ArchivedFiles } from './archive.ts';
import type { LineFile, LinesRead } from './line-file.ts';

/**
 * Looks at every line of what compactions have left out, and whether each journal ends where the one after it says: what `checkLines`
 * finds, and `LEDGER_ARCHIVE_MISSING` where somebody has moved it away. `current` is the journal that is written to. Throws LedgerError
 * where files cannot be read.
 */
export async function checkArchive(
  archive: Archive,
  tenant: string,
  current: LinesChecked,
): Promise<readonly Diagnostic[]> {
  const unseen = new Map((await archive.list()).map((files) => [files.seq, files]));
  const digests = new Set<string>();
  const found: Diagnostic[] = [];
  let isWhole = true;
  let after = current;
  for (;;) {
    isWhole &&= !hasErrors(after.check.diagnostics);
    for (const digest of erasedDigests(after.links)) digests.add(digest);
    const end = endBefore(after.links);
    const files = end && unseen.get(end.seq);
    if (end) found.push(...missing(archive, end, files));
    if (!end || !files?.hasJournal) break;
    unseen.delete(end.seq);
    after = await checkArchived(files, tenant, end, { digests, maybeMore: !isWhole || !files.hasValues });
    found.push(...after.check.diagnostics);
  }
  // Those of a compaction that was killed, and those behind a gap: what was erased since may be told in what is missing.
  for (const files of unseen.values()) {
    if (!files.hasJournal) continue;
    const { check } = await checkArchived(files, tenant, undefined, { digests, maybeMore: true });
    found.push(...check.diagnostics);
  }
  return found;
}

/** Where the journal ended that a compaction left out before these entries; undefined where none did. */
function endBefore([first]: readonly ChainedLine[]): Tip | undefined {
  if (first?.link.type !== 'compacted') return undefined;
  const end = beginningOf(first.link);
  return end.seq > emptyTip.seq ? end : undefined;
}

async function checkArchived(
  { journal, values }: ArchivedFiles,
  tenant: string,
  end: Tip | undefined,
  since: ErasedSince,
): Promise<LinesChecked> {
  const [entries, stored] = [await journal.read(), await values.read()];
  const checked = checkLines(
    {
      ...{ journalFile: journal.path, tenant, anchor: end ?? emptyTip },
      ...{ journal: entries.lines, values: stored.lines },
    },
    since,
  );
  const { check, links } = checked;
  const flaws = [
    ...endFlaws(journal, entries),
    ...endFlaws(values, stored),
    ...(goesOn(check, end)
      ? [damagedFile(journal.path, `does not end with entry ${end?.seq} any more`)]
      : []),
  ];
  return { check: { ...check, diagnostics: [...check.diagnostics, ...flaws.map(flawOf)] }, links };
}

/** An archived file is written as a whole. */
function endFlaws({ path }: LineFile, { isTorn, isUnended }: LinesRead): readonly LedgerError[] {
  if (isTorn) return [damagedFile(path, 'ends with a part of a line')];
  return isUnended ? [damagedFile(path, 'lacks the newline at its end')] : [];
}

const goesOn = ({ head, diagnostics }: LedgerCheck, end: Tip | undefined) =>
  end !== undefined && !hasErrors(diagnostics) && head !== end.head;

/** What of it is not there. */
function missing(archive: Archive, { seq }: Tip, files: ArchivedFiles | undefined): readonly Diagnostic[] {
  const { journal, values } = archive.filesOf(seq);
  const paths = [...(files?.hasJournal ? [] : [journal.path]), ...(files?.hasValues ? [] : [values.path])];
  return paths.map((path) =>
    warning({
      code: 'LEDGER_ARCHIVE_MISSING',
      summary: `${path} is not there: what a compaction has left out cannot be looked at`,
      hint: 'Nothing but old history is in it. If it was moved away on purpose, all is well; else restore it from Git or a backup',
    }),
  );
}
