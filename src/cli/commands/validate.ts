import { validate } from '../../app/validate.ts';
import { validationText } from '../../report/text/validation.ts';
import { answerTenants } from '../answer-tenants.ts';
import type { Session } from '../session.ts';

/** `cxform validate`: exit 0, or 1 where anything is wrong. */
export function validateCommand(session: Session): Promise<number> {
  return answerTenants(session, async (tenant, found) => {
    const validation = await validate(session.world, tenant, found);
    return {
      result: validation,
      text: validationText(validation, session.style),
      exitCode: validation.summary.errors > 0 ? 1 : 0,
    };
  });
}
