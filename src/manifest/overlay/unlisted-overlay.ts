import { type Diagnostic, info } from '../../core/diagnostic.ts';
import type { TenantSpec } from '../../core/tenant-spec.ts';
import type { ParsedDocument } from '../parse.ts';

/** `OVERLAY_UNLISTED`: an Overlay among the manifests, as there are where several tenants share a folder, that is another tenant's. */
export function unlistedOverlay({ sources, source }: ParsedDocument, { name }: TenantSpec): Diagnostic {
  return info({
    code: 'OVERLAY_UNLISTED',
    summary: `This Overlay is not applied: tenant ${name} does not list its file`,
    hint: 'If it is meant for the tenant, name the file under spec.overlays',
    source: sources.get('/kind') ?? source,
  });
}
