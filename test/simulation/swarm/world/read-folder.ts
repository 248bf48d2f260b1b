import type { JournalEntry } from '../../../../src/core/journal.ts';
import type { LedgerCheck } from '../../../../src/core/ledger-check.ts';
import { SeededRandom } from '../../../../src/host/seeded-random.ts';
import { fileLedger } from '../../../../src/ledger/backends/file.ts';
import type { MemoryFiles } from '../../../support/memory-files.ts';
import { journalPath, ledgerFolder } from './centre.ts';
import { clockOf } from './clock.ts';
import { Life } from './life.ts';
import type { Time } from './time.ts';

/** What the ledger's folder holds, as somebody reads it who does nothing else. */
export interface FolderRead {
  readonly entries: readonly JournalEntry[];
  readonly journal: string;
  readonly check: LedgerCheck;
}

export async function readFolder(files: MemoryFiles, time: Time): Promise<FolderRead> {
  const life = new Life({ time, turns: [], onTurn: () => {} });
  const ledger = fileLedger({
    files,
    folder: ledgerFolder,
    tenant: 'prod',
    clock: clockOf(time, { aheadMs: 0 }, life),
    random: new SeededRandom(0),
    owner: { pid: 999, host: 'here', alive: () => false },
  });
  const { entries } = await ledger.read();
  const journal = new TextDecoder().decode(await files.read(journalPath));
  return { entries, journal, check: await ledger.check() };
}
