import type { Clock, Files, LeaseHolder, Ledger, ProcessOwner } from '../../core/ports.ts';
import { Archive } from './archive.ts';
import { checkFiles } from './check-files.ts';
import { compactJournal } from './compact.ts';
import { eraseValues } from './erase.ts';
import { FileLease } from './file-lease.ts';
import { FilesGuard } from './files-guard.ts';
import { ledgerFiles } from './ledger-files.ts';
import { type LedgerPlace, LedgerStore } from './ledger-store.ts';
import { unlockFiles } from './unlock.ts';

export interface FileLedgerOptions extends Omit<LedgerPlace, 'files'> {
  readonly files: Files;
  readonly owner: ProcessOwner;
  readonly clock: Pick<Clock, 'now' | 'monotonic' | 'sleep'>;
}

/**
 * A ledger in a folder: the chain in `journal.jsonl`, the values that its digests stand for in `values.jsonl`, the lease in `head.json`
 * (design §2, Ledger). `lock` is there while one of them is written.
 */
export function fileLedger({ owner, clock, ...options }: FileLedgerOptions): Ledger {
  const place = { ...options, files: ledgerFiles(options.files) };
  const guard = new FilesGuard({ ...place, owner, clock });
  const guarded = { ...place, files: guard.files };
  const store = new LedgerStore(guarded);
  const archive = new Archive(guarded);
  const lease = new FileLease({ store, folder: place.folder, guard, owner, clock });
  const at = () => new Date(clock.now()).toISOString();

  /** Works on the files for the lease's holder. */
  const asHolder = <T>(run: string, work: (lease: LeaseHolder) => Promise<T>) =>
    guard.exclusively(async () => {
      const head = await store.headFile.read();
      return work(await lease.kept(run, head));
    });

  return {
    read: async () => {
      const { entries, tip } = await store.read();
      return { entries, head: tip.head };
    },
    append: (records, expectedHead) => {
      const runs = new Set(records.map(({ run }) => run));
      const work = guard.exclusively(async () => {
        const head = await store.headFile.read();
        const end = await store.end(head);
        // Whoever took the lease away has written as well, which alone would not tell what happened.
        for (const run of runs) {
          if (lease.wasTakenBy(run) || end.deposed.has(run)) await lease.kept(run, head);
        }
        if (end.tip.head !== expectedHead) throw store.moved();
        return (await store.add(records, end)).head;
      });
      return work.catch(async (thrown) => {
        throw await lease.reasonOf(thrown, runs);
      });
    },
    acquire: (run, ttlMs) => lease.acquire(run, ttlMs),
    renew: (run, ttlMs) => lease.renew(run, ttlMs),
    release: (run) => lease.release(run),
    holder: () => lease.holder(),
    check: () => checkFiles(store, archive),
    unlock: (run) => unlockFiles({ store, guard, run, at: at() }),
    erase: (run, address) => asHolder(run, () => eraseValues({ store, archive, address, run, at: at() })),
    compact: (run) =>
      asHolder(run, (held) => compactJournal({ store, archive, lease: held, now: clock.now() })),
  };
}
