import type { DiskActKind } from '../faults/disk-faults.ts';
import { journalPath, ledgerFolder, lockPath } from './centre.ts';
import type { Disk } from './disk.ts';
import type { Tally } from './strikes.ts';

const headPath = `${ledgerFolder}/head.json`;

/** Leaves the ledger's folder as a power cut, a backup or a dead process could leave it. Only where nobody is at work. */
export async function leaveBehind(disk: Disk, act: DiskActKind, tally: Tally): Promise<void> {
  const isDone = await leavings[act](disk);
  if (isDone) tally.add(act);
}

const leavings: { readonly [act in DiskActKind]: (disk: Disk) => Promise<boolean> } = {
  'torn-tail': ({ files }) => torn(files, journalPath, '{"at":"2026-06-01T08:00:00.000Z","run":"5'),
  'torn-values': ({ files }) => torn(files, `${ledgerFolder}/values.jsonl`, '{"digest":"sha256:1'),
  'head-one-behind': async (disk) => {
    const before = disk.before(headPath);
    if (before === undefined) return false;
    await disk.files.write(headPath, before);
    return true;
  },
  'head-lost': async ({ files }) => {
    if ((await files.size(headPath)) === undefined) return false;
    await files.remove(headPath);
    return true;
  },
  'draft-left': async ({ files }) => {
    await files.write(`${ledgerFolder}/.journal.jsonl.0123456789ab.tmp`, '{"at":"2026');
    return true;
  },
  'lock-of-the-dead': ({ files }) =>
    files.createExclusive(lockPath, JSON.stringify({ pid: 7, host: 'here', token: '0123456789abcdef' })),
};

async function torn(files: Disk['files'], path: string, half: string): Promise<boolean> {
  if ((await files.size(path)) === undefined) return false;
  await files.append(path, half);
  return true;
}
