import { doctor } from '../../app/doctor/doctor.ts';
import type { Checkup } from '../../core/checkup.ts';
import { checkupText } from '../../report/text/checkup.ts';
import type { Answer } from '../answer.ts';
import { answerTenants } from '../answer-tenants.ts';
import type { Session } from '../session.ts';

/** `cxform doctor`: exit 0; 1 where anything failed. Without a Tenant that can be read it tells what it can tell. */
export async function doctorCommand(session: Session): Promise<number> {
  const { tenants, diagnostics } = await session.openTenants();
  if (tenants.length === 0) {
    return session.answer(answerOf(await doctor(session.world, undefined, diagnostics), session));
  }
  return answerTenants(session, async (tenant, found) =>
    answerOf(await doctor(session.world, tenant, found), session),
  );
}

function answerOf(checkup: Checkup, { style }: Session): Answer {
  return {
    result: checkup,
    text: checkupText(checkup, style),
    exitCode: checkup.summary.failed > 0 ? 1 : 0,
  };
}
