import { MemoryFiles } from '../../support/memory-files.ts';
import { VirtualClock } from '../../support/virtual-clock.ts';
import { headPath, ledgerOf, textOf } from './file-fixture.ts';

/** What `head.json` of an empty ledger holds while a process has the lease, until the year 3000. */
export async function leaseText(pid: number, host: string): Promise<string> {
  const files = new MemoryFiles();
  const clock = new VirtualClock({ start: '2999-12-31T00:00:00Z' });
  await ledgerOf(files, { pid, host, clock }).acquire('r7', 86_400_000);
  return textOf(files, headPath);
}
