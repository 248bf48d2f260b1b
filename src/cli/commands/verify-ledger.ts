import { verifyLedger } from '../../app/ledger/verify.ts';
import { type Diagnostic, hasErrors } from '../../core/diagnostic.ts';
import { ledgerCheckText } from '../../report/text/ledger.ts';
import { refusing } from '../answer.ts';
import { answerTenants } from '../answer-tenants.ts';
import type { Session } from '../session.ts';

/** `cxform ledger verify`: exit 0; 1 where anything is not as it was written. */
export function verifyLedgerCommand(session: Session): Promise<number> {
  return answerTenants(session, async (tenant) => {
    const found = await verifyLedger(session.world, tenant);
    if (!found.check) return refusing(found.diagnostics, session.errorStyle);
    const check = { ...found.check, diagnostics: eachOnce(found.check.diagnostics) };
    return {
      result: { formatVersion: 1, tenant: tenant.name, ...check },
      text: ledgerCheckText(tenant.name, check, session.style),
      exitCode: hasErrors(check.diagnostics) ? 1 : 0,
    };
  });
}

/** Every run in a journal of another tenant's says so in the same words. */
function eachOnce(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  return [...new Map(diagnostics.map((one) => [`${one.code} ${one.summary}`, one])).values()];
}
