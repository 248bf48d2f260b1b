import type { ChainedLine } from '../chain.ts';
import { type Line, parseLine } from '../line.ts';
import { namedDigests } from '../named-digests.ts';
import type { LedgerFiles } from './ledger-files.ts';
import { type LineFile, writtenText } from './line-file.ts';

/** Which values stay. */
interface KeptDigests {
  /** Those that entries name; undefined where these are not at hand. */
  readonly named: ReadonlySet<string> | undefined;
  readonly erased: ReadonlySet<string>;
}

/** The digests that entries name. */
export const namedIn = (links: readonly ChainedLine[]): ReadonlySet<string> =>
  new Set(links.flatMap(({ link }) => namedDigests(link)));

/** The texts of the values that stay, in their order. Throws LedgerError `LEDGER_DAMAGED`. */
export function keptValues(lines: readonly Line[], { named, erased }: KeptDigests): readonly string[] {
  const kept = lines.filter((line) => {
    const digest = String(parseLine(line).digest);
    return !erased.has(digest) && (named?.has(digest) ?? true);
  });
  return kept.map(writtenText);
}

/**
 * Takes out of a file of values what does not stay, and what a crash tore at its end; leaves the file alone where that is nothing. For
 * the lease's and the lock's holder: what somebody is about to name has no entry yet. Throws LedgerError.
 */
export async function dropValues(file: LineFile, kept: KeptDigests): Promise<void> {
  const { lines, size, isTorn } = await file.read();
  const texts = keptValues(lines, kept);
  if (isTorn || texts.length < lines.length) await file.replace(texts, size);
}

/** Removes drafts of a ledger's files that a killed process has left. For the lock's holder. Throws LedgerError. */
export async function removeDrafts(files: LedgerFiles, folder: string): Promise<void> {
  const found = (await files.find(folder, ['.tmp'])) ?? [];
  for (const { path } of found) if (draftName.test(path.slice(folder.length))) await files.remove(path);
}

/** As host/durable names them. That of a lock may be a living process's. */
const draftName =
  /^\/(?:head\.json|(?:journal|values)\.jsonl|archive\/(?:journal|values)-\d+\.jsonl)\.[0-9a-f]{12}\.tmp$/;
