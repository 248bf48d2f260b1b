import type { Address } from '../../core/address.ts';
import type { JournalRecord } from '../../core/journal.ts';
import type { ChainedLine } from '../chain.ts';
import { parseLine } from '../line.ts';
import { erasedDigests, namedDigests } from '../named-digests.ts';
import { type Archive, dropValues } from './archive.ts';
import type { LedgerStore } from './ledger-store.ts';

interface Erasure {
  readonly store: LedgerStore;
  readonly archive: Archive;
  readonly address: Address;
  readonly run: string;
  /** RFC 3339 in UTC. */
  readonly at: string;
}

/**
 * Erases the values that entries of an address name, those of archived journals included, and answers how many. The journal says so
 * first: what a crash has left of erased values goes with the next erasure. For the lock's holder. Throws LedgerError.
 */
export async function eraseValues({ store, archive, address, run, at }: Erasure): Promise<number> {
  const { links, head } = await store.read();
  const all = [...links, ...(await archivedLinks(archive))];
  const before = erasedDigests(all);
  const named = all.filter(({ link }) => link.address === address).flatMap(({ link }) => namedDigests(link));
  const digests = [...new Set(named)].filter((digest) => !before.has(digest));
  if (digests.length > 0) {
    const record: JournalRecord = { type: 'erased', at, run, address, digests };
    await store.add([record], await store.end(head));
  }
  const erased = new Set([...before, ...digests]);
  for (const file of [store.values, ...(await archive.values())]) await dropValues(file, erased);
  return digests.length;
}

async function archivedLinks(archive: Archive): Promise<readonly ChainedLine[]> {
  const links: ChainedLine[] = [];
  for (const journal of await archive.journals()) {
    for (const line of (await journal.read()).lines) links.push({ line, link: parseLine(line) });
  }
  return links;
}
