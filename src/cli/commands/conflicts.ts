import { conflicts } from '../../app/conflicts.ts';
import { conflictsText } from '../../report/text/conflicts.ts';
import { refusing } from '../answer.ts';
import { answerTenants } from '../answer-tenants.ts';
import type { Session } from '../session.ts';
import { tenantOption } from '../tenant-option.ts';

/** `cxform conflicts`: exit 0, however many there are; 1 where the ledger cannot be read. */
export function conflictsCommand(session: Session): Promise<number> {
  return answerTenants(session, async (tenant) => {
    const found = await conflicts(session.world, tenant);
    if (!found.list) return refusing(found.diagnostics, session.errorStyle);
    const text = conflictsText(found.list, session.style, tenantOption(session, tenant.name));
    return { result: found.list, text, exitCode: 0 };
  });
}
