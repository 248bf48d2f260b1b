import { validate } from '../../app/validate.ts';
import { validationText } from '../../report/text/validation.ts';
import type { Session } from '../session.ts';

/** `cxform validate`: exit 0, or 1 where anything is wrong. */
export async function validateCommand(session: Session): Promise<number> {
  const { tenant, diagnostics } = await session.openTenant();
  if (!tenant) return session.refuse(diagnostics);
  const validation = await validate(session.world, tenant, diagnostics);
  await session.answer(validation, validationText(validation, session.style));
  return validation.summary.errors > 0 ? 1 : 0;
}
