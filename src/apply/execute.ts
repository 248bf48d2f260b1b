import type { Change } from '../core/change.ts';
import { LedgerError } from '../core/ledger-error.ts';
import type { Outcome } from '../core/outcome.ts';
import type { ChangeContext } from './context.ts';
import { createObject } from './create.ts';
import { deleteObject } from './delete.ts';
import { unjournaled } from './outcomes.ts';
import { updateObject } from './update.ts';

/** Writes one change to the tenant: its intent is durable before, its outcome after. Without an intent nothing is sent. */
export async function executeChange(context: ChangeContext, change: Change): Promise<Outcome> {
  try {
    return await execute(context, change);
  } catch (thrown) {
    if (thrown instanceof LedgerError) return unjournaled(change, 0, thrown);
    throw thrown;
  }
}

function execute(context: ChangeContext, change: Change): Promise<Outcome> {
  switch (change.action) {
    case 'create':
      return createObject(context, change);
    case 'update':
      return updateObject(context, change);
    case 'delete':
      return deleteObject(context, change);
  }
}
