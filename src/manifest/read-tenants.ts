import { dirname } from 'node:path';
import { type Diagnostic, error, hasErrors, type Source } from '../core/diagnostic.ts';
import type { Files } from '../core/ports.ts';
import type { TenantSpec } from '../core/tenant-spec.ts';
import type { Declaration } from './declaration.ts';
import { duplicateName } from './duplicate-name.ts';
import { type ParsedDocument, parseFile } from './parse.ts';
import { readDocument } from './read-document.ts';
import { readFile } from './read-file.ts';
import { sharedFiles } from './shared-files.ts';
import { tenantKind } from './tenant-schema.ts';
import { toTenantSpec } from './to-tenant-spec.ts';

/** The Tenants of a file. */
export interface TenantsRead {
  /** Those with which nothing is wrong, in the order of the file. */
  readonly tenants: readonly TenantSpec[];
  /** Of all that the file declares, each once. */
  readonly names: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads all Tenants of a file; `file` is its name in messages. */
export async function readTenants(files: Files, path: string, file: string): Promise<TenantsRead> {
  const read = await readFile(files, path, file);
  if ('problem' in read) return { tenants: [], names: [], diagnostics: [read.problem] };
  const parsed = parseFile(file, read.bytes);
  const candidates = parsed.documents.map((document) => readCandidate(document, dirname(path)));
  const firsts = new Map<string, Source>();
  const duplicates: Diagnostic[] = [];
  const tenants: TenantSpec[] = [];
  for (const { declares, tenant } of candidates) {
    const first = declares && firsts.get(declares.name);
    if (declares && first) duplicates.push(duplicateName(declares, first));
    else if (declares) firsts.set(declares.name, declares.source);
    if (tenant && !first) tenants.push(tenant);
  }
  return {
    tenants,
    names: [...firsts.keys()],
    diagnostics: [
      ...parsed.diagnostics,
      ...candidates.flatMap((candidate) => candidate.diagnostics),
      ...candidates.flatMap(({ declares }) => (declares?.name === 'all' ? [reserved(declares)] : [])),
      ...duplicates,
      ...(await sharedFiles(files, tenants)),
    ],
  };
}

/** `--tenant all` means every Tenant, so that one of that name could not be chosen. */
function reserved({ source }: Declaration): Diagnostic {
  return error({
    code: 'TENANT_NAME_RESERVED',
    summary: 'A Tenant cannot be named all',
    hint: '--tenant all means every Tenant of the file',
    source,
  });
}

interface Candidate {
  readonly declares?: Declaration;
  readonly tenant?: TenantSpec;
  readonly diagnostics: readonly Diagnostic[];
}

function readCandidate(document: ParsedDocument, folder: string): Candidate {
  const { declares, manifest, sound, diagnostics } = readDocument(document, [tenantKind]);
  const known = { ...(declares && { declares }), diagnostics };
  if (!manifest || !sound) return known;
  const read = toTenantSpec(manifest, folder);
  return {
    ...known,
    ...(!hasErrors(read.diagnostics) && { tenant: read.tenant }),
    diagnostics: read.diagnostics,
  };
}
