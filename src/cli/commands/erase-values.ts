import { eraseValues } from '../../app/ledger/erase.ts';
import type { Address } from '../../core/address.ts';
import { erasedText } from '../../report/text/ledger.ts';
import { refusing } from '../answer.ts';
import { answerTenants } from '../answer-tenants.ts';
import { askWhether } from '../approval.ts';
import type { Session } from '../session.ts';

interface EraseValuesOptions {
  readonly autoApprove?: true;
}

/** `cxform ledger erase ADDRESS`: exit 0; 1 where the values are still there. */
export function eraseValuesCommand(
  session: Session,
  address: Address,
  { autoApprove }: EraseValuesOptions,
): Promise<number> {
  const { lockTimeoutMs } = session.options;
  return answerTenants(session, async (tenant) => {
    const done = await eraseValues(session.world, tenant, {
      address,
      lockTimeoutMs,
      confirm: () =>
        autoApprove ? Promise.resolve(undefined) : askWhether(session, erasing(tenant.name, address)),
    });
    if (done.diagnostics) return refusing(done.diagnostics, session.errorStyle);
    const { erased } = done;
    return {
      result: { formatVersion: 1, tenant: tenant.name, address, erased, diagnostics: [] },
      text: erasedText(tenant.name, { address, erased }, session.style),
      exitCode: 0,
    };
  });
}

const erasing = (name: string, address: Address) => ({
  question: `Erase all values of ${address} from the ledger of ${name}? Nothing brings them back.`,
  unasked: `cxform ledger erase ${address} --auto-approve`,
  done: 'erased',
});
