import type { Files } from '../../../src/core/ports.ts';
import { SeededRandom } from '../../../src/host/seeded-random.ts';
import { fileLedger } from '../../../src/ledger/backends/file.ts';

export const folder = '/ledger';
export const journalPath = `${folder}/journal.jsonl`;
export const valuesPath = `${folder}/values.jsonl`;
export const lockPath = `${folder}/lock`;

/** A ledger of process `pid` on a machine where only the processes `running` are alive. */
export function ledgerOf(
  files: Files,
  { pid = 1, seed = pid, running = [pid], at = folder, tenant = 'prod' }: LedgerSetting = {},
) {
  const owner = { pid, host: 'here', alive: (other: number) => running.includes(other) };
  return fileLedger({ files, folder: at, tenant, random: new SeededRandom(seed), owner });
}

interface LedgerSetting {
  readonly pid?: number;
  /** Of its chance: two ledgers of one process need two. */
  readonly seed?: number;
  readonly running?: readonly number[];
  readonly at?: string;
  readonly tenant?: string;
}

export async function textOf(files: Files, path: string): Promise<string> {
  return new TextDecoder().decode(await files.read(path));
}
