import type { Change, Step } from '../core/change.ts';
import { LedgerError } from '../core/ledger-error.ts';
import type { Outcome } from '../core/outcome.ts';
import type { ChangeContext } from './context.ts';
import { createObject } from './create.ts';
import { deleteObject } from './delete.ts';
import { linkObject, unlinkObject } from './link.ts';
import { interrupted, unjournaled } from './outcomes.ts';
import { updateObject } from './update.ts';

/**
 * Carries out one step of a change: its intent is durable before, its outcome after. Without an intent nothing is sent. `before` is how
 * the change's step before it ended.
 */
export async function executeStep(
  context: ChangeContext,
  change: Change,
  step: Step,
  before: Outcome | undefined,
): Promise<Outcome> {
  if (context.stopped.aborted) return interrupted(change);
  try {
    return await execute(context, change, step, before);
  } catch (thrown) {
    if (thrown instanceof LedgerError) return unjournaled(change, 0, thrown);
    throw thrown;
  }
}

function execute(
  context: ChangeContext,
  change: Change,
  step: Step,
  before: Outcome | undefined,
): Promise<Outcome> {
  if (step === 'unlink') return unlinkObject(context, change);
  if (step === 'link') return linkObject(context, change, before);
  switch (change.action) {
    case 'create':
      return createObject(context, change);
    case 'update':
      return updateObject(context, change);
    case 'delete':
      return deleteObject(context, change, before);
  }
}
