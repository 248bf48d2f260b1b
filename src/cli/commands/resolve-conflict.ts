import { takeGit, takeLive } from '../../app/resolve-conflict.ts';
import type { Address } from '../../core/address.ts';
import { acceptedAnswer } from '../accepted-answer.ts';
import { answerTenants } from '../answer-tenants.ts';
import { applyAnswer } from '../apply-answer.ts';
import { askWhether } from '../approval.ts';
import type { Session } from '../session.ts';
import { tenantOption } from '../tenant-option.ts';

interface ResolveConflictOptions {
  readonly address: Address;
  readonly take: 'git' | 'live';
  readonly autoApprove?: true;
  readonly allowDeletes?: number;
}

/**
 * `cxform conflicts resolve ADDRESS --take git|live`: answers and exits as `apply` does of what the address means, or as `drift --accept` of
 * its fields; 1 where it means no open conflict.
 */
export function resolveConflictCommand(
  session: Session,
  { address, take, autoApprove, allowDeletes }: ResolveConflictOptions,
): Promise<number> {
  const { world, options } = session;
  return answerTenants(session, async (tenant) => {
    if (take === 'live') {
      return acceptedAnswer(session, await takeLive(world, tenant, address, options.lockTimeoutMs));
    }
    const deletes = allowDeletes !== undefined && { allowDeletes };
    return applyAnswer(session, {
      ask: autoApprove ? undefined : () => askWhether(session, writing(tenant.name, unasked(tenant.name))),
      apply: (applying) => takeGit(world, tenant, address, { ...applying, ...deletes }),
    });
  });

  function unasked(name: string): string {
    const guarded = allowDeletes === undefined ? '' : ` --allow-deletes ${allowDeletes}`;
    return `cxform conflicts resolve ${address}${tenantOption(session, name)} --take git --auto-approve${guarded}`;
  }
}

const writing = (name: string, unasked: string) => ({
  question: `Write these changes to the tenant ${name}?`,
  unasked,
  done: 'written',
});
