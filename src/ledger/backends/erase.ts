import type { Address } from '../../core/address.ts';
import type { JournalRecord } from '../../core/journal.ts';
import type { ChainedLine } from '../chain.ts';
import { parseLine } from '../line.ts';
import { erasedDigests, namedDigests } from '../named-digests.ts';
import type { Archive, ArchivedFiles } from './archive.ts';
import type { LedgerStore } from './ledger-store.ts';
import { dropValues, namedIn } from './left-behind.ts';

interface Erasure {
  readonly store: LedgerStore;
  readonly archive: Archive;
  readonly address: Address;
  readonly run: string;
  /** RFC 3339 in UTC. */
  readonly at: string;
}

/**
 * Erases the values that entries of an address name, those of archived journals included, and answers how many; with them go those that
 * a killed process left, which no entry names. The journal says so first: what a crash has left of erased values goes with the next
 * erasure. For the lock's holder. Throws LedgerError.
 */
export async function eraseValues({ store, archive, address, run, at }: Erasure): Promise<number> {
  const { links, head } = await store.read();
  const archived = await readArchived(archive);
  const all = [...links, ...archived.flatMap((one) => one.links ?? [])];
  const before = erasedDigests(all);
  const named = all.filter(({ link }) => link.address === address).flatMap(({ link }) => namedDigests(link));
  const digests = [...new Set(named)].filter((digest) => !before.has(digest));
  if (digests.length > 0) {
    const record: JournalRecord = { type: 'erased', at, run, address, digests };
    await store.add([record], await store.end(head));
  }
  const erased = new Set([...before, ...digests]);
  await dropValues(store.values, { named: namedIn(links), erased });
  for (const { values, links } of archived) {
    await dropValues(values, { named: links && namedIn(links), erased });
  }
  await store.removeDrafts();
  return digests.length;
}

interface ArchivedLinks extends ArchivedFiles {
  /** Undefined where the journal was moved away. */
  readonly links: readonly ChainedLine[] | undefined;
}

async function readArchived(archive: Archive): Promise<readonly ArchivedLinks[]> {
  const read: ArchivedLinks[] = [];
  for (const one of await archive.list()) {
    const lines = one.hasJournal ? (await one.journal.read()).lines : undefined;
    read.push({ ...one, links: lines?.map((line) => ({ line, link: parseLine(line) })) });
  }
  return read;
}
