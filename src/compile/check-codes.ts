import { adviceCodes } from '../core/advice.ts';
import { type Diagnostic, error } from '../core/diagnostic.ts';
import { didYouMeanAmong } from '../core/did-you-mean.ts';
import type { KindTable } from '../core/kind-table.ts';
import { childPath } from '../core/path.ts';
import { sourceOf } from '../core/source-of.ts';
import type { TenantSpec } from '../core/tenant-spec.ts';

/** `CHECK_UNKNOWN`: the Tenant's `checks` name a code that is no advice. What cannot be right cannot be switched off. */
export function checkCodes(kinds: KindTable, tenant: TenantSpec): Diagnostic[] {
  const codes = adviceCodes(kinds);
  const nearest = didYouMeanAmong(codes);
  const unknown = [...tenant.checks.keys()].filter((code) => !codes.includes(code));
  return unknown.map((code) =>
    error({
      code: 'CHECK_UNKNOWN',
      summary: `The Tenant's checks have ${code}, which is no advice of cxform`,
      detail: `There is: ${codes.join(', ')}`,
      hint: 'Remove it, or name one of these',
      ...nearest(code),
      source: sourceOf(tenant, childPath('/checks', code)),
    }),
  );
}
