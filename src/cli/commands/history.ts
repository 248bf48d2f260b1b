import { history } from '../../app/history.ts';
import type { Address } from '../../core/address.ts';
import { historyText } from '../../report/text/history.ts';
import { refusing } from '../answer.ts';
import { answerTenants } from '../answer-tenants.ts';
import type { Session } from '../session.ts';

interface HistoryCommandOptions {
  readonly address: Address | undefined;
}

/** `cxform history [ADDRESS]`: exit 0; 1 where the ledger cannot be read, or knows nothing of the address. */
export function historyCommand(session: Session, { address }: HistoryCommandOptions): Promise<number> {
  return answerTenants(session, async (tenant) => {
    const told = await history(session.world, tenant, address);
    if (!told.history) return refusing(told.diagnostics, session.errorStyle);
    return { result: told.history, text: historyText(told.history, session.style), exitCode: 0 };
  });
}
