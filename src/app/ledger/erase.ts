import type { Address } from '../../core/address.ts';
import { type Diagnostic, error } from '../../core/diagnostic.ts';
import type { OpenWrite } from '../../core/open-write.ts';
import type { TenantSpec } from '../../core/tenant-spec.ts';
import { openWrites } from '../../ledger/open-writes.ts';
import type { World } from '../world.ts';
import { recordedAddresses, whyNotRecorded } from './recorded-addresses.ts';
import { withLease } from './with-lease.ts';

/** How many values were erased, or why none was. */
export type EraseResult =
  | { readonly erased: number; readonly diagnostics?: never }
  | { readonly erased?: never; readonly diagnostics: readonly Diagnostic[] };

interface EraseOptions {
  readonly address: Address;
  readonly lockTimeoutMs: number;
  /** Asks whether to erase; answers with why not. */
  confirm(): Promise<Diagnostic | undefined>;
}

/**
 * Erases all values that the ledger keeps of an address; what happened to it, and when, stays. `ERASE_OPEN_WRITE`: what one of its writes
 * was to do is still needed to find out what became of it.
 */
export async function eraseValues(
  world: World,
  tenant: TenantSpec,
  { address, lockTimeoutMs, confirm }: EraseOptions,
): Promise<EraseResult> {
  return withLease<EraseResult>(world, tenant, lockTimeoutMs, async ({ ledger, run }) => {
    const { entries } = await ledger.read();
    const open = openWrites(entries).find((write) => write.address === address);
    if (open) return { diagnostics: [stillOpen(open)] };
    const unknown = whyNotRecorded(address, recordedAddresses(entries));
    // What a compaction left out may tell of it; only the erasure looks there.
    const refusal = unknown && entries[0]?.type !== 'compacted' ? unknown : await confirm();
    if (refusal) return { diagnostics: [refusal] };
    const erased = await ledger.erase(run, address);
    return unknown && erased === 0 ? { diagnostics: [unknown] } : { erased };
  });
}

/** Without the name that a create has sent, recovery could not find its object, and it would be created twice. */
const stillOpen = ({ address, action, at }: OpenWrite): Diagnostic =>
  error({
    code: 'ERASE_OPEN_WRITE',
    summary: `What became of the ${action} of ${address} that was begun at ${at} is not known yet: nothing was erased`,
    detail: 'Its values are what tells its work from that of others',
    hint: 'cxform apply finds it out and records it; then erase',
    address,
  });
