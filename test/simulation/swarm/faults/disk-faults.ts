/** What can go wrong with a change to the ledger's files, each in one sentence. */
export const diskFaults = {
  'disk-full': { on: ['append', 'replace'], says: 'The disk is full, and nothing is written' },
  'disk-full-midway': { on: ['append'], says: 'The disk is full after some bytes of an append' },
  'sync-failed': { on: ['append', 'replace'], says: 'All is written, and then the disk reports an error' },
  'disk-slow': { on: ['append', 'replace'], says: 'A change to the disk takes as long as five seconds' },
} as const satisfies Readonly<Record<string, DiskFault>>;

export type DiskFaultKind = keyof typeof diskFaults;

interface DiskFault {
  readonly on: readonly ('append' | 'replace')[];
  readonly says: string;
}

/** What a process can find in the ledger's folder, each in one sentence. */
export const diskActs = {
  'torn-tail': "Half a line stands at the journal's end, which a power cut has left there",
  'torn-values': 'Half a line stands at the end of the values',
  'head-one-behind': 'head.json is as it was before it was last replaced',
  'head-lost': 'head.json is not there',
  'draft-left': 'A draft of a file that was to be replaced was left behind',
  'lock-of-the-dead': 'The lock of a process that died was left behind',
} as const;

export type DiskActKind = keyof typeof diskActs;
