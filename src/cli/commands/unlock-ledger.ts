import { unlockLedger } from '../../app/ledger/unlock.ts';
import { obstacleText, unlockedText } from '../../report/text/ledger.ts';
import { refusing } from '../answer.ts';
import { answerTenants } from '../answer-tenants.ts';
import { askWhether } from '../approval.ts';
import type { Session } from '../session.ts';

interface UnlockLedgerOptions {
  readonly autoApprove?: true;
}

/** `cxform ledger unlock`: exit 0, whether anybody had the lease or not; 1 where it was not taken away. */
export function unlockLedgerCommand(session: Session, { autoApprove }: UnlockLedgerOptions): Promise<number> {
  return answerTenants(session, async (tenant) => {
    const done = await unlockLedger(session.world, tenant, async (obstacle) => {
      session.err.add(obstacleText(tenant.name, obstacle, session.errorStyle));
      return autoApprove ? undefined : askWhether(session, unlocking(tenant.name));
    });
    if (done.diagnostics) return refusing(done.diagnostics, session.errorStyle);
    const { unlocked, from = null } = done;
    return {
      result: { formatVersion: 1, tenant: tenant.name, unlocked, from, diagnostics: [] },
      text: unlockedText(tenant.name, { unlocked, from }, session.style),
      exitCode: 0,
    };
  });
}

const unlocking = (name: string) => ({
  question: `Take the lease on the ledger of ${name} away?`,
  unasked: 'cxform ledger unlock --auto-approve',
  done: 'taken away',
});
