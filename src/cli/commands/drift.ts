import { drift } from '../../app/drift.ts';
import { driftText } from '../../report/text/drift.ts';
import { refusing } from '../answer.ts';
import { answerTenants } from '../answer-tenants.ts';
import type { Session } from '../session.ts';

/** `cxform drift`: exit 0; 2 where something was changed or deleted by hand; 1 where that cannot be told. */
export function driftCommand(session: Session): Promise<number> {
  return answerTenants(session, async (tenant) => {
    const found = await drift(session.world, tenant);
    if (!found.drift) return refusing(found.diagnostics, session.errorStyle);
    const { drifted, missing } = found.drift.summary;
    return {
      result: found.drift,
      text: driftText(found.drift, session.style),
      exitCode: drifted + missing > 0 ? 2 : 0,
    };
  });
}
