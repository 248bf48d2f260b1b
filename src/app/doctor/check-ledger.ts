import type { Finding } from '../../core/checkup.ts';
import type { Diagnostic } from '../../core/diagnostic.ts';
import type { JournalState, LeaseHolder } from '../../core/ports.ts';
import type { TenantSpec } from '../../core/tenant-spec.ts';
import { lastRun } from '../../ledger/last-run.ts';
import { leaseBusy } from '../../ledger/lease-errors.ts';
import { owedEffects } from '../../ledger/owed-effects.ts';
import { ledgerResult } from '../ledger-result.ts';
import type { World } from '../world.ts';
import { checkLedgerFiles, ledgerPlace } from './check-ledger-files.ts';
import { failed, ok, skipped, warned } from './finding.ts';

/** The tenant's journal: whether it holds together, who is at work on it, and whether the last run came to its end. */
export async function checkLedger(world: World, tenant: TenantSpec): Promise<readonly Finding[]> {
  const ledger = world.ledger(tenant);
  const journal = await ledgerResult(() => ledger.read());
  const holder = await ledgerResult(() => ledger.holder());
  const isFree = 'value' in holder && holder.value === undefined;
  return [await stateOf(world, journal, tenant), lockOf(holder), runOf(journal, isFree)];
}

type Result<T> = { readonly value: T } | { readonly diagnostic: Diagnostic };

const headShown = 12;

async function stateOf(world: World, journal: Result<JournalState>, tenant: TenantSpec): Promise<Finding> {
  const subject = { check: 'ledger' };
  if ('diagnostic' in journal) return broken(subject, journal.diagnostic);
  const { entries, head } = journal.value;
  const trouble = await checkLedgerFiles(world, tenant, entries);
  if (trouble) return trouble;
  const place = ledgerPlace(tenant);
  return entries.length === 0
    ? ok(subject, `none yet in ${place}: the first apply makes it`)
    : ok(subject, `${place}, entries: ${entries.length}, head ${head.slice(0, headShown)}`);
}

/** A run under way is nothing wrong; but whoever looks for why nothing works may have met a lock that nobody holds any more. */
function lockOf(holder: Result<LeaseHolder | undefined>): Finding {
  const subject = { check: 'ledger-lock' };
  if ('diagnostic' in holder) {
    const { code, summary, hint = '' } = holder.diagnostic;
    return code === 'LEDGER_BUSY' ? warned(subject, summary, hint) : broken(subject, holder.diagnostic);
  }
  if (holder.value === undefined) return ok(subject, 'free');
  const { message, hint } = leaseBusy(holder.value);
  return warned(subject, message, hint);
}

function runOf(journal: Result<JournalState>, isFree: boolean): Finding {
  const subject = { check: 'last-run' };
  if ('diagnostic' in journal) return skipped(subject, 'the ledger cannot be read');
  const { entries } = journal.value;
  const run = lastRun(entries);
  if (run === undefined) return skipped(subject, 'no run has written yet');
  const { startedAt, endedAt, open } = run;
  const owed = owedEffects(entries).size;
  if (endedAt !== undefined && owed === 0) return ok(subject, `ended at ${endedAt}`);
  if (!isFree) return skipped(subject, 'a run is under way');
  const end = endedAt === undefined ? `began at ${startedAt} and did not end` : `ended at ${endedAt}`;
  return warned(
    subject,
    `${end}; writes of which nobody knows how they ended: ${open}, effects still owed: ${owed}`,
    'Run cxform plan, which looks at what is there, then cxform apply, which does the rest',
  );
}

const broken = (subject: { readonly check: string }, { summary, hint = '' }: Diagnostic) =>
  failed(subject, summary, hint);
