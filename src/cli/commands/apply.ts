import { apply } from '../../app/apply.ts';
import type { Address } from '../../core/address.ts';
import { answerTenants } from '../answer-tenants.ts';
import { applyAnswer } from '../apply-answer.ts';
import { askWhether } from '../approval.ts';
import type { Session } from '../session.ts';

export interface ApplyCommandOptions {
  readonly autoApprove?: true;
  readonly allowDeletes?: number;
  readonly target?: readonly Address[];
}

/** `cxform apply`: exit 0; 1 where nothing was begun; 3 where something was not applied. */
export function applyCommand(
  session: Session,
  { autoApprove, allowDeletes, target }: ApplyCommandOptions,
): Promise<number> {
  return answerTenants(session, (tenant) =>
    applyAnswer(session, {
      ask: autoApprove ? undefined : () => askWhether(session, writing(tenant.name)),
      apply: (options) =>
        apply(session.world, tenant, {
          ...options,
          ...(allowDeletes !== undefined && { allowDeletes }),
          ...(target && { targets: target }),
        }),
    }),
  );
}

const writing = (name: string) => ({
  question: `Write these changes to the tenant ${name}?`,
  unasked: 'cxform apply --auto-approve',
  done: 'written',
});
