import type { JournalEntry } from '../../src/core/journal.ts';
import { SeededRandom } from '../../src/host/seeded-random.ts';
import { fileLedger } from '../../src/ledger/backends/file.ts';
import { MemoryFiles } from '../support/memory-files.ts';
import { VirtualClock } from '../support/virtual-clock.ts';
import { type Contents, centre } from './contents.ts';

/** The journal as another run would read it. Rejects where it is not whole. */
export async function journalIn(contents: Contents): Promise<readonly JournalEntry[]> {
  const ledger = fileLedger({
    files: new MemoryFiles(contents),
    folder: `${centre}/.cxform/prod`,
    tenant: 'prod',
    clock: new VirtualClock(),
    random: new SeededRandom(0),
    owner: { pid: 1, host: 'here', alive: () => false },
  });
  return (await ledger.read()).entries;
}
