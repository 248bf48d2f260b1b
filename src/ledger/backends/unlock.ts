import type { JournalRecord } from '../../core/journal.ts';
import { LedgerError } from '../../core/ledger-error.ts';
import type { LeaseHolder } from '../../core/ports.ts';
import type { FilesGuard } from './files-guard.ts';
import type { LedgerHead } from './head-file.ts';
import type { LedgerStore } from './ledger-store.ts';

interface Unlocking {
  readonly store: LedgerStore;
  readonly guard: FilesGuard;
  readonly run: string;
  /** RFC 3339 in UTC. */
  readonly at: string;
}

/**
 * Takes the lease and left-over locks away, which the journal tells, and writes a head that could not be understood anew. Answers who had
 * the lease. Throws LedgerError.
 */
export async function unlockFiles(unlocking: Unlocking): Promise<LeaseHolder | undefined> {
  const { guard } = unlocking;
  try {
    return await guard.exclusively(() => takeAway(unlocking));
  } catch (thrown) {
    if (!(thrown instanceof LedgerError) || thrown.code !== 'LEDGER_BUSY') throw thrown;
    await guard.breakOpen();
    return guard.exclusively(() => takeAway(unlocking));
  }
}

async function takeAway({ store, run, at }: Unlocking): Promise<LeaseHolder | undefined> {
  const head = await understoodHead(store);
  const lease = head === unclear ? undefined : head?.lease;
  if (head !== unclear && !lease) return undefined;
  const end = await store.end(head === unclear ? undefined : head);
  if (lease) await store.add([unlocked(lease, run, at)], end);
  await store.headFile.write(await store.reached(undefined));
  return lease;
}

const unclear = Symbol('a head that cannot be understood');

async function understoodHead(store: LedgerStore): Promise<LedgerHead | undefined | typeof unclear> {
  try {
    return await store.headFile.read();
  } catch (thrown) {
    if (thrown instanceof LedgerError && thrown.code === 'LEDGER_DAMAGED') return unclear;
    throw thrown;
  }
}

function unlocked({ run: from, pid, host, expiresAt }: LeaseHolder, run: string, at: string): JournalRecord {
  return { type: 'unlocked', at, run, from, pid, host, expiresAt };
}
