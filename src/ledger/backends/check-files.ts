import { hasErrors } from '../../core/diagnostic.ts';
import type { LedgerCheck } from '../../core/ledger-check.ts';
import { LedgerError } from '../../core/ledger-error.ts';
import { checkLines } from '../check.ts';
import { flawOf } from '../flaw.ts';
import type { Archive } from './archive.ts';
import { checkArchive } from './check-archive.ts';
import type { LedgerHead } from './head-file.ts';
import type { LedgerStore } from './ledger-store.ts';

/** Looks at every line of a ledger's files, at its head and its archive. Throws LedgerError where they cannot be read. */
export async function checkFiles(store: LedgerStore, archive: Archive): Promise<LedgerCheck> {
  const found = await checkOnce(store, archive);
  // Another process may have written anew between two reads.
  return hasErrors(found.diagnostics) ? checkOnce(store, archive) : found;
}

async function checkOnce(store: LedgerStore, archive: Archive): Promise<LedgerCheck> {
  const { head, flaw } = await readHead(store);
  const { lines } = await store.readLines(head);
  const { check, links } = checkLines(lines);
  const archived = await checkArchive(archive, lines.tenant, { check, links });
  if (!flaw) return { ...check, diagnostics: [...check.diagnostics, ...archived] };
  const others = check.diagnostics.filter(({ severity }) => severity === 'error');
  return { ...check, diagnostics: [flawOf(flaw), ...others, ...archived] };
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
