import { drift } from '../../app/drift.ts';
import { driftText } from '../../report/text/drift.ts';
import type { Session } from '../session.ts';

/** `cxform drift`: exit 0; 2 where something was changed or deleted by hand; 1 where that cannot be told. */
export async function driftCommand(session: Session): Promise<number> {
  const { tenant, diagnostics } = await session.openTenant();
  if (!tenant) return session.refuse(diagnostics);
  const result = await drift(session.world, tenant);
  if (!result.drift) return session.refuse(result.diagnostics);
  await session.answer(result.drift, driftText(result.drift, session.style));
  const { drifted, missing } = result.drift.summary;
  return drifted + missing > 0 ? 2 : 0;
}
