import { verifyLedger } from '../../app/ledger/verify.ts';
import { hasErrors } from '../../core/diagnostic.ts';
import { ledgerCheckText } from '../../report/text/ledger.ts';
import { refusing } from '../answer.ts';
import { answerTenants } from '../answer-tenants.ts';
import type { Session } from '../session.ts';

/** `cxform ledger verify`: exit 0; 1 where anything is not as it was written. */
export function verifyLedgerCommand(session: Session): Promise<number> {
  return answerTenants(session, async (tenant) => {
    const { check, diagnostics } = await verifyLedger(session.world, tenant);
    if (!check) return refusing(diagnostics, session.errorStyle);
    return {
      result: { formatVersion: 1, tenant: tenant.name, ...check },
      text: ledgerCheckText(tenant.name, check, session.style),
      exitCode: hasErrors(check.diagnostics) ? 1 : 0,
    };
  });
}
