import { takeGit, takeLive } from '../../app/resolve-conflict.ts';
import type { Address } from '../../core/address.ts';
import { acceptedAnswer } from '../accepted-answer.ts';
import { answerTenants } from '../answer-tenants.ts';
import { applyAnswer } from '../apply-answer.ts';
import { askWhether } from '../approval.ts';
import type { Session } from '../session.ts';

interface ResolveConflictOptions {
  readonly address: Address;
  readonly take: 'git' | 'live';
  readonly autoApprove?: true;
}

/**
 * `cxform conflicts resolve ADDRESS --take git|live`: answers and exits as `apply` does of that address, or as `drift --accept` of its
 * fields; 1 where it has no open conflict.
 */
export function resolveConflictCommand(
  session: Session,
  { address, take, autoApprove }: ResolveConflictOptions,
): Promise<number> {
  const { world, options } = session;
  return answerTenants(session, async (tenant) =>
    take === 'live'
      ? acceptedAnswer(session, await takeLive(world, tenant, address, options.lockTimeoutMs))
      : applyAnswer(session, {
          ask: autoApprove ? undefined : () => askWhether(session, writing(tenant.name, address)),
          apply: (applying) => takeGit(world, tenant, address, applying),
        }),
  );
}

const writing = (name: string, address: Address) => ({
  question: `Write these changes to the tenant ${name}?`,
  unasked: `cxform conflicts resolve ${address} --take git --auto-approve`,
  done: 'written',
});
