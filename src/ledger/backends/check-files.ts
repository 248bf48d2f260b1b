import { error, hasErrors } from '../../core/diagnostic.ts';
import type { LedgerCheck } from '../../core/ledger-check.ts';
import { LedgerError } from '../../core/ledger-error.ts';
import { checkLines } from '../check.ts';
import type { LedgerHead } from './head-file.ts';
import type { LedgerStore } from './ledger-store.ts';

/** Looks at every line of a ledger's files, and at its head. Throws LedgerError where they cannot be read. */
export async function checkFiles(store: LedgerStore): Promise<LedgerCheck> {
  const found = await checkOnce(store);
  // Another process may have written anew between two reads.
  return hasErrors(found.diagnostics) ? checkOnce(store) : found;
}

async function checkOnce(store: LedgerStore): Promise<LedgerCheck> {
  const { head, flaw } = await readHead(store);
  const { lines } = await store.readLines(head);
  const check = checkLines(lines);
  if (!flaw) return check;
  const { code, message, hint } = flaw;
  const others = check.diagnostics.filter(({ severity }) => severity === 'error');
  return { ...check, diagnostics: [error({ code, summary: message, hint }), ...others] };
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
