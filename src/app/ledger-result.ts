import { type Diagnostic, error } from '../core/diagnostic.ts';
import { LedgerError } from '../core/ledger-error.ts';

/** Turns what a ledger throws into a diagnostic of the same code. */
export async function ledgerResult<T>(
  work: () => Promise<T>,
): Promise<{ readonly value: T } | { readonly diagnostic: Diagnostic }> {
  try {
    return { value: await work() };
  } catch (thrown) {
    if (!(thrown instanceof LedgerError)) throw thrown;
    return { diagnostic: ledgerDiagnostic(thrown) };
  }
}

export function ledgerDiagnostic({ code, message, hint }: LedgerError): Diagnostic {
  return error({ code, summary: message, hint });
}
