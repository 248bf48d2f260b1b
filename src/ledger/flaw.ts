import { type Diagnostic, error } from '../core/diagnostic.ts';
import { LedgerError } from '../core/ledger-error.ts';

/** What a LedgerError says of a line or a file, as one finding among several; throws anything else again. */
export function flawOf(thrown: unknown): Diagnostic {
  if (!(thrown instanceof LedgerError)) throw thrown;
  return error({ code: thrown.code, summary: thrown.message, hint: thrown.hint });
}
