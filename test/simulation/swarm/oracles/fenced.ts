import type { Oracle } from './violation.ts';

/** Who was asked to stop, or whose lease somebody else has taken, sends no write any more. */
export const fenced: Oracle = (record, judgement) =>
  record.sent.flatMap((message) => {
    const sender = record.appliers.find(({ applier }) => applier === message.applier);
    if (!sender) return [];
    const where = `${message.method} ${message.path} of process ${message.applier}`;
    const isStopped = sender.stopped !== undefined && message.order >= sender.stopped;
    const holder = judgement
      .entriesBefore(message)
      .findLast(({ type }) => type === 'run-started' || type === 'taken-over' || type === 'unlocked');
    const isDeposed =
      holder !== undefined &&
      (holder.type === 'unlocked' ||
        (holder.type === 'taken-over'
          ? record.entries.some(
              (one) =>
                one.type === 'run-started' && one.run === holder.from && one.holder?.pid === sender.pid,
            )
          : judgement.pids.get(holder.run) !== sender.pid));
    return [
      ...(isStopped ? [`${where} goes out after it was asked to stop`] : []),
      ...(isDeposed
        ? [`${where} goes out although ${holder.type} by run ${holder.run} is in the journal`]
        : []),
    ];
  });
