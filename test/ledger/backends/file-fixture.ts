import type { Clock, Files } from '../../../src/core/ports.ts';
import { SeededRandom } from '../../../src/host/seeded-random.ts';
import { fileLedger } from '../../../src/ledger/backends/file.ts';
import { VirtualClock } from '../../support/virtual-clock.ts';

export const folder = '/ledger';
export const journalPath = `${folder}/journal.jsonl`;
export const valuesPath = `${folder}/values.jsonl`;
export const headPath = `${folder}/head.json`;
export const lockPath = `${folder}/lock`;

/** A ledger of process `pid` on a machine where only the processes `running` are alive, at 08:00 on 1 June 2026. */
export function ledgerOf(
  files: Files,
  {
    pid = 1,
    host = 'here',
    seed = pid,
    running = [pid],
    at = folder,
    tenant = 'prod',
    clock = new VirtualClock({ auto: true }),
  }: LedgerSetting = {},
) {
  const owner = { pid, host, alive: (other: number) => running.includes(other) };
  return fileLedger({ files, folder: at, tenant, random: new SeededRandom(seed), owner, clock });
}

interface LedgerSetting {
  readonly pid?: number;
  readonly host?: string;
  /** Of its chance: two ledgers of one process need two. */
  readonly seed?: number;
  readonly running?: readonly number[];
  readonly at?: string;
  readonly tenant?: string;
  readonly clock?: Clock;
}

export async function textOf(files: Files, path: string): Promise<string> {
  return new TextDecoder().decode(await files.read(path));
}
