import { join } from 'node:path';
import type { Finding } from '../../core/checkup.ts';
import { type Diagnostic, hasErrors, sortDiagnostics } from '../../core/diagnostic.ts';
import type { TenantSpec } from '../../core/tenant-spec.ts';
import { validate } from '../validate.ts';
import type { World } from '../world.ts';
import { failed, ok, warned } from './finding.ts';

/** The Tenant's file, as far as reading it came. */
export function checkConfig(tenant: TenantSpec | undefined, found: readonly Diagnostic[]): Finding {
  const subject = { check: 'config' };
  const [first, ...more] = sortDiagnostics(found);
  const said = first && `${first.summary}${more.length === 0 ? '' : ` (and ${more.length} more)`}`;
  const hint = first?.hint ?? 'Mend the file; cxform validate says where';
  if (!tenant) return failed(subject, said ?? 'the file has no Tenant', hint);
  const place = `${join(tenant.folder, tenant.source.file)}, Tenant ${tenant.name}`;
  return said === undefined ? ok(subject, place) : warned(subject, `${place}: ${said}`, hint);
}

/** What the Tenant's manifests are worth, offline. */
export async function checkManifests(world: World, tenant: TenantSpec): Promise<Finding> {
  const subject = { check: 'manifests' };
  const { diagnostics, summary } = await validate(world, tenant, []);
  const { manifests, errors, warnings } = summary;
  const found = `${manifests} read, errors: ${errors}, warnings: ${warnings}`;
  const hint = 'Run cxform validate, which shows each';
  if (hasErrors(diagnostics)) return failed(subject, found, hint);
  return warnings > 0 ? warned(subject, found, hint) : ok(subject, found);
}
