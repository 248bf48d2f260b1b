import { type Address, kindIn } from '../core/address.ts';
import { type Diagnostic, error } from '../core/diagnostic.ts';
import { groupBy } from '../core/group-by.ts';
import type { KindTable } from '../core/kind-table.ts';

/**
 * `LEDGER_KIND_UNKNOWN`: a later cxform has recorded objects of a kind that this one cannot read. To go on without them would be to
 * forget that they are ours.
 */
export function checkKindsKnown(kinds: KindTable, recorded: Iterable<Address>): Diagnostic[] {
  return [...groupBy(recorded, kindIn)]
    .filter(([kind]) => kinds.find(kind)?.role !== 'object')
    .map(([kind, addresses]) =>
      error({
        code: 'LEDGER_KIND_UNKNOWN',
        summary: `The ledger knows ${addresses.length} of kind ${kind}, which this version of cxform does not know`,
        detail: `The first is ${addresses[0]}`,
        hint: 'Use the later version of cxform that has recorded them',
      }),
    );
}
