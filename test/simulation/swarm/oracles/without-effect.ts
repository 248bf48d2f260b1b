import type { RunRecord } from '../run-record.ts';
import { objectIn, type State } from '../world/state.ts';
import type { Exchange } from '../world/tenant.ts';
import { outcomesOf, targetOf } from './judgement.ts';
import type { Oracle } from './violation.ts';

/** An update that is told as failed leaves nothing in the tenant, also not later; what was held back is told as blocked. */
export const withoutEffect: Oracle = (record, judgement) =>
  record.appliers.flatMap((applier) =>
    outcomesOf(applier).flatMap(({ address, action, outcome, error }) => {
      const where = `process ${applier.applier}: ${address}`;
      // What was written is deleted by then.
      if (outcome !== 'failed' || error?.code === 'GONE') return [];
      if (error?.code === 'INTERRUPTED') return [`${where} was held back, and is told as failed`];
      const last = judgement.commits.findLast(
        ({ message }) => message.applier === applier.applier && judgement.addressOfWrite(message) === address,
      );
      const isLeft = action === 'update' && last && !isEdited(record, last, applier.over);
      return isLeft ? [`${where} is told as failed, and what it wrote is there`] : [];
    }),
  );

/** Whether somebody has changed an object between a write and a moment. */
function isEdited({ states, acts }: RunRecord, { message, after }: Exchange, moment: number): boolean {
  const { id } = targetOf(message.path);
  const shown = (index: number) => JSON.stringify(objectIn(states[index]?.state as State, id));
  return acts.some(
    (act) => act.before >= after && act.at <= moment && shown(act.before) !== shown(act.after),
  );
}
