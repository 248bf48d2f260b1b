import { type Address, kindIn } from '../../core/address.ts';
import type { JournalEntry } from '../../core/journal.ts';

/**
 * Until when what was written to addresses of late may stay hidden from reads, in milliseconds since 1970; without those for which that
 * moment had passed when reading began.
 */
export function hiddenUntil(
  entries: readonly JournalEntry[],
  now: number,
  windowMs: (kind: string) => number,
): ReadonlyMap<Address, number> {
  const until = new Map<Address, number>();
  for (const entry of entries) {
    if (entry.type !== 'outcome' || entry.outcome !== 'applied') continue;
    const end = Date.parse(entry.at) + windowMs(kindIn(entry.address));
    if (end > now) until.set(entry.address, end);
  }
  return until;
}
