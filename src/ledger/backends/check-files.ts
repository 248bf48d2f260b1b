import { type Diagnostic, warning } from '../../core/diagnostic.ts';
import type { LedgerCheck } from '../../core/ledger-check.ts';
import { LedgerError } from '../../core/ledger-error.ts';
import { checkLines } from '../check.ts';
import { flawOf } from '../flaw.ts';
import type { Archive } from './archive.ts';
import { checkArchive } from './check-archive.ts';
import type { LedgerHead } from './head-file.ts';
import type { LedgerStore } from './ledger-store.ts';
import type { LineFile, LinesRead } from './line-file.ts';

/**
 * Looks at every line of a ledger's files, at its head and its archive: `LEDGER_TORN` where an append was cut off. Throws LedgerError where
 * they cannot be read.
 */
export async function checkFiles(store: LedgerStore, archive: Archive): Promise<LedgerCheck> {
  const found = await checkOnce(store, archive);
  // Another process may have written anew between two reads, or be in the midst of it.
  return found.diagnostics.length > 0 ? checkOnce(store, archive) : found;
}

async function checkOnce(store: LedgerStore, archive: Archive): Promise<LedgerCheck> {
  const { head, flaw } = await readHead(store);
  const { lines, journal, values } = await store.readLines(head);
  const { check, links } = checkLines(lines);
  const besides = [
    ...[...torn(store.journal, journal), ...torn(store.values, values)],
    ...(await checkArchive(archive, lines.tenant, { check, links })),
  ];
  if (!flaw) return { ...check, diagnostics: [...check.diagnostics, ...besides] };
  const others = check.diagnostics.filter(({ severity }) => severity === 'error');
  return { ...check, diagnostics: [flawOf(flaw), ...others, ...besides] };
}

/** What a crash leaves of an append is no damage: nobody was told that it was written. */
function torn({ path }: LineFile, { isTorn, isUnended }: LinesRead): readonly Diagnostic[] {
  if (!isTorn && !isUnended) return [];
  const [end, cure] = isTorn ? ['no whole line', 'cuts that off'] : ['no newline', 'adds it'];
  return [
    warning({
      code: 'LEDGER_TORN',
      summary: `${path} ends with ${end}, as an append leaves it that was cut off`,
      hint: `All that the journal tells is there. The next apply that records anything ${cure}`,
    }),
  ];
}

async function readHead(
  store: LedgerStore,
): Promise<{ readonly head: LedgerHead | undefined; readonly flaw?: LedgerError }> {
  try {
    return { head: await store.headFile.read() };
  } catch (thrown) {
    if (thrown instanceof LedgerError && thrown.code === 'LEDGER_DAMAGED')
      return { head: undefined, flaw: thrown };
    throw thrown;
  }
}
