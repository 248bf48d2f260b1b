import type { Exchange } from '../world/tenant.ts';
import { outcomesOf, targetOf } from './judgement.ts';
import type { Oracle } from './violation.ts';

/** Where objects have no versions each is read again between the plan and the write, and after a write that is told as applied. */
export const lookedAgain: Oracle = ({ plan, appliers, exchanges }, judgement) => {
  if (!plan.unversioned) return [];
  const writes = judgement.commits.filter(({ message }) => message.method !== 'POST');
  const looksOf = (write: Exchange) => exchanges.filter((one) => isLook(one, write));
  const unread = writes
    .filter((write) => {
      const planned = judgement.applierOf(write)?.planned ?? 0;
      const { order } = write.message;
      return !looksOf(write).some(({ message }) => message.order >= planned && message.order < order);
    })
    .map(({ message }) => `${message.method} ${message.path} of process ${message.applier} goes out unread`);
  // A look that failed told nothing, and the write had been answered.
  const isSighted = (place: number) =>
    !plan.strikes.some(({ applier, site }) => applier === place && site === 'get');
  const unchecked = appliers.flatMap((applier) =>
    outcomesOf(applier)
      .filter(({ outcome, action }) => outcome === 'applied' && action === 'update')
      .flatMap(({ address, id }) => {
        const last = writes.findLast(
          ({ message }) => message.applier === applier.applier && targetOf(message.path).id === id,
        );
        const isSeen = !last || looksOf(last).some(({ message }) => message.order > last.message.order);
        return isSeen || !isSighted(applier.applier)
          ? []
          : [`${address} is told as applied by process ${applier.applier} without a look`];
      }),
  );
  return [...unread, ...unchecked];
};

/** Whether a process read what it wrote. */
function isLook({ message }: Exchange, write: Exchange): boolean {
  const [looked, written] = [targetOf(message.path), targetOf(write.message.path)];
  const isSame = looked.list === written.list && (looked.id === '' || looked.id === written.id);
  return message.method === 'GET' && message.applier === write.message.applier && isSame;
}
