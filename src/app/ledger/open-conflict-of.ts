import type { Address } from '../../core/address.ts';
import { type Diagnostic, error } from '../../core/diagnostic.ts';
import { didYouMean } from '../../core/did-you-mean.ts';
import type { JournalEntry } from '../../core/journal.ts';
import type { OpenConflict } from '../../core/open-conflict.ts';
import { openConflicts } from '../../ledger/open-conflicts.ts';

/** The open conflict of an address. `CONFLICT_NOT_FOUND`: there is none, which names those that there are. */
export function openConflictOf(
  entries: readonly JournalEntry[],
  address: Address,
): OpenConflict | Diagnostic {
  const open = openConflicts(entries);
  return (
    open.find((one) => one.address === address) ??
    notFound(
      address,
      open.map((one) => one.address),
    )
  );
}

/** Whether it is a diagnostic instead. */
export const isMissing = (found: OpenConflict | Diagnostic): found is Diagnostic => 'severity' in found;

/** More of them are listed by a command. */
const namedMax = 10;

function notFound(address: Address, open: readonly Address[]): Diagnostic {
  const named = open.slice(0, namedMax).join(', ');
  const more = open.length > namedMax ? ` and ${open.length - namedMax} more` : '';
  return error({
    code: 'CONFLICT_NOT_FOUND',
    summary: `${address} has no open conflict`,
    detail: open.length === 0 ? 'There is none at all' : `Open conflicts: ${named}${more}`,
    hint: 'cxform conflicts lists them with both values',
    ...didYouMean(address, open),
  });
}
