import { fieldsOfSpec } from '../../app/fields-of-spec.ts';
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
  const { world, style, errorStyle } = session;
  return answerTenants(session, async (tenant) => {
    const told = await history(world, tenant, address);
    if (!told.history) return refusing(told.diagnostics, errorStyle);
    const text = historyText(told.history, (of, spec) => fieldsOfSpec(world.kinds, of, spec), style);
    return { result: told.history, text, exitCode: 0 };
  });
}
