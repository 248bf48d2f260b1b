import { relative, sep } from 'node:path';
import type { Finding } from '../../core/checkup.ts';
import type { JournalEntry } from '../../core/journal.ts';
import { systemErrorCode } from '../../core/system-error.ts';
import type { TenantSpec } from '../../core/tenant-spec.ts';
import type { World } from '../world.ts';
import { failed, type Subject, warned } from './finding.ts';

/** The ledger's folder, as people write it. */
export const ledgerPlace = ({ folder, ledger }: TenantSpec): string =>
  relative(folder, ledger.file).split(sep).join('/');

/**
 * What is wrong with the files of a ledger that can be read: the next run could not write them, or they are not what a run has left.
 * Undefined where nothing is. Writes nothing.
 */
export async function checkLedgerFiles(
  { files }: World,
  tenant: TenantSpec,
  entries: readonly JournalEntry[],
): Promise<Finding | undefined> {
  const subject = { check: 'ledger' };
  const { file: folder } = tenant.ledger;
  const values = `${folder}/values.jsonl`;
  for (const path of [`${folder}/journal.jsonl`, values, `${folder}/head.json`]) {
    const reason = await refusal(() => files.assureWritable(path));
    if (reason !== undefined) return unwritable(subject, tenant, reason);
  }
  const hasValues = ((await files.size(values)) ?? 0) > 0;
  return hasValues && !entries.some(isWithValues) ? lost(subject, tenant, entries.length) : undefined;
}

/** The system's code. */
async function refusal(access: () => Promise<void>): Promise<string | undefined> {
  try {
    await access();
    return undefined;
  } catch (thrown) {
    const code = systemErrorCode(thrown);
    if (code === undefined) throw thrown;
    return code;
  }
}

function unwritable(subject: Subject, tenant: TenantSpec, reason: string): Finding {
  return failed(
    subject,
    `${ledgerPlace(tenant)} cannot be written (${reason}), so that nothing can be applied`,
    'Make it a folder that you may write to, or name another one in "spec.ledger.file"',
  );
}

/** Some of them may have been erased on purpose; never all of a journal whose values are there. */
function isWithValues(entry: JournalEntry): boolean {
  return 'values' in entry && Object.keys(entry.values).some((name) => !entry.erased?.includes(name));
}

function lost(subject: Subject, tenant: TenantSpec, count: number): Finding {
  return warned(
    subject,
    `${ledgerPlace(tenant)}/values.jsonl holds what was applied, but journal.jsonl (entries: ${count}) names none of it: its history is lost, or was never written`,
    'Bring back the journal.jsonl that belongs to it. Without it cxform finds objects by their names, and deletes none of those',
  );
}
