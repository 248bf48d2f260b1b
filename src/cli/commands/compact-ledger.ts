import { compactLedger } from '../../app/ledger/compact.ts';
import { compactedText } from '../../report/text/ledger.ts';
import { refusing } from '../answer.ts';
import { answerTenants } from '../answer-tenants.ts';
import type { Session } from '../session.ts';

/** `cxform ledger compact`: exit 0; 1 where the journal is as it was. */
export function compactLedgerCommand(session: Session): Promise<number> {
  const { lockTimeoutMs } = session.options;
  return answerTenants(session, async (tenant) => {
    const { compaction, diagnostics } = await compactLedger(session.world, tenant, lockTimeoutMs);
    if (!compaction) return refusing(diagnostics, session.errorStyle);
    return {
      result: { formatVersion: 1, tenant: tenant.name, ...compaction, diagnostics: [] },
      text: compactedText(tenant.name, compaction, session.style),
      exitCode: 0,
    };
  });
}
