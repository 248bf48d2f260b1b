import { placeOf } from '../../report/tenant-place.ts';
import { tenantsText } from '../../report/text/tenants.ts';
import type { Session } from '../session.ts';

/** `cxform tenants`: the Tenants of the file in their order, whichever `--tenant` names. */
export async function tenantsCommand(session: Session): Promise<number> {
  const { tenants, diagnostics } = await session.openTenants('all');
  if (tenants.length === 0) return session.refuse(diagnostics);
  const places = tenants.map(placeOf);
  return session.answer({
    result: { formatVersion: 1, tenants: places },
    text: tenantsText(places, session.style),
    exitCode: 0,
  });
}
