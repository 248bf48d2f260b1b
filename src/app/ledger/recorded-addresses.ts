import type { Address } from '../../core/address.ts';
import { type Diagnostic, error } from '../../core/diagnostic.ts';
import { didYouMean } from '../../core/did-you-mean.ts';
import type { JournalEntry } from '../../core/journal.ts';
import { isTarget } from '../../core/targets.ts';

/** The addresses that a journal tells anything of, in the order in which they first occur. */
export function recordedAddresses(entries: readonly JournalEntry[]): readonly Address[] {
  return [...new Set(entries.flatMap((entry) => ('address' in entry ? [entry.address] : [])))];
}

/** `ADDRESS_NOT_RECORDED`: the journal tells nothing of this address; undefined where it does. */
export function whyNotRecorded(address: Address, recorded: readonly Address[]): Diagnostic | undefined {
  if (recorded.includes(address)) return undefined;
  const member = recorded.find((one) => isTarget([address], one));
  return error({
    code: 'ADDRESS_NOT_RECORDED',
    summary: `The journal tells nothing of ${address}`,
    hint: 'cxform history lists the runs; what no apply has seen is in none of them, and what was compacted away is in the archive beside the journal',
    ...(member === undefined
      ? didYouMean(address, recorded)
      : { hint: `Name one of its members: ${member}` }),
  });
}
