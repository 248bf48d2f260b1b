import type { JournalEntry } from '../../core/journal.ts';
import type { JsonObject } from '../../core/json.ts';
import type { Compaction } from '../../core/ledger-check.ts';
import type { LeaseHolder } from '../../core/ports.ts';
import { chainFacts } from '../chain.ts';
import { neededEntries } from '../compaction.ts';
import { erasedDigests, namedDigests } from '../named-digests.ts';
import type { Archive } from './archive.ts';
import type { LedgerStore } from './ledger-store.ts';
import { dropValues, keptValues, namedIn } from './left-behind.ts';
import { writtenText } from './line-file.ts';

interface Compacting {
  readonly store: LedgerStore;
  readonly archive: Archive;
  readonly lease: LeaseHolder;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/**
 * Begins the journal anew with the entries that are still needed; the chain goes on from where it ended. The one before is archived
 * first, then the head moved to its end: whatever a crash leaves of the steps after that is a whole ledger. What a killed process left
 * that no entry names goes. For the lock's holder. Throws LedgerError.
 */
export async function compactJournal({ store, archive, lease, now }: Compacting): Promise<Compaction> {
  await store.removeDrafts();
  const { links, entries, tip, lines, sizes } = await store.read();
  const linkOf = new Map<JournalEntry, JsonObject>(
    entries.map((entry, index) => [entry, links[index]?.link ?? {}]),
  );
  const digestsOf = (entry: JournalEntry) => namedDigests(linkOf.get(entry) ?? {});
  const needed = neededEntries({ entries, digestsOf, now });
  const before = entries.length;
  const erased = erasedDigests(links);
  // One entry more tells of the compaction.
  if (needed.length + 1 >= before) {
    await dropValues(store.values, { named: namedIn(links), erased });
    return { before, after: before };
  }

  const at = new Date(now).toISOString();
  const begun = { type: 'compacted', at, run: lease.run, entries: tip.seq, head: tip.head };
  const kept = needed.map((entry) => linkOf.get(entry) ?? {});
  const journal = chainFacts([begun, ...kept], tip);

  const archived = await archive.keep(tip.seq, {
    journal: lines.journal.map(writtenText),
    values: keptValues(lines.values, { named: namedIn(links), erased }),
  });
  await store.headFile.write({ ...tip, lease });
  await store.replaceJournal(journal, sizes.journal);
  const stillNamed = new Set(needed.flatMap(digestsOf));
  await store.values.replace(keptValues(lines.values, { named: stillNamed, erased }), sizes.values);
  await store.headFile.write({ ...journal.tip, lease });
  return { before, after: journal.entries.length, archive: archived };
}
