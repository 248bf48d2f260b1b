import { targetOf } from './judgement.ts';
import type { Oracle } from './violation.ts';

/** The journal holds together, and tells of every write of ours before it went out: whose, of what sort, and in which process. */
export const explained: Oracle = (record, judgement) => {
  // What a dying process leaves of an append is none.
  const damage = record.check.diagnostics
    .filter(({ code }) => code !== 'LEDGER_TORN')
    .map(({ code, summary }) => `the ledger is damaged: ${code} ${summary}`);
  const untold = record.sent.flatMap((message) => {
    const pid = record.appliers.find(({ applier }) => applier === message.applier)?.pid;
    const address = judgement.addressOfWrite(message);
    const { id } = targetOf(message.path);
    const isTold = judgement
      .entriesBefore(message)
      .some(
        (entry) =>
          entry.type === 'intent' &&
          judgement.pids.get(entry.run) === pid &&
          (id === '' ? entry.address === address : entry.id === id) &&
          fits(entry.action, message.method),
      );
    return isTold ? [] : [`${message.method} ${message.path} of process ${message.applier} goes out untold`];
  });
  return [...damage, ...untold];
};

/** A create is linked, and a delete unlinked, by changes. */
function fits(action: string, method: string): boolean {
  if (method === 'POST') return action === 'create';
  return method === 'DELETE' ? action === 'delete' : true;
}
