import { adopt } from '../../app/adopt.ts';
import type { Address } from '../../core/address.ts';
import { hasErrors } from '../../core/diagnostic.ts';
import { adoptedText } from '../../report/text/exported.ts';
import { refusing } from '../answer.ts';
import { answerTenants } from '../answer-tenants.ts';
import type { Session } from '../session.ts';

interface AdoptCommandOptions {
  readonly address: Address;
  readonly id: string;
}

/** `cxform adopt ADDRESS ID`: exit 0, or 1 where that object cannot be the one of that address. */
export function adoptCommand(session: Session, { address, id }: AdoptCommandOptions): Promise<number> {
  return answerTenants(session, async (tenant) => {
    const done = await adopt(session.world, tenant, address, id);
    if (!done.adopted) return refusing(done.diagnostics, session.errorStyle);
    const { adopted } = done;
    const exitCode = hasErrors(adopted.diagnostics) ? 1 : 0;
    return { result: adopted, text: adoptedText(adopted, session.style), exitCode };
  });
}
