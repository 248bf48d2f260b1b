import { basename, dirname } from 'node:path';
import { type Diagnostic, error, hasErrors, type Source } from '../core/diagnostic.ts';
import { didYouMean } from '../core/did-you-mean.ts';
import type { Files } from '../core/ports.ts';
import type { TenantSpec } from '../core/tenant-spec.ts';
import { duplicateName } from './duplicate-name.ts';
import { placeText } from './locate.ts';
import { type ParsedDocument, parseFile } from './parse.ts';
import { type Declaration, readDocument } from './read-document.ts';
import { readFile } from './read-file.ts';
import { shown } from './shown.ts';
import { tenantKind } from './tenant-schema.ts';
import { toTenantSpec } from './to-tenant-spec.ts';

interface LoadTenantInput {
  readonly files: Files;
  /** The absolute path of the file. */
  readonly path: string;
  /** Which of several Tenants. */
  readonly name?: string;
}

export interface LoadedTenant {
  /** The chosen one, unless something is wrong with it. */
  readonly tenant?: TenantSpec;
  /** What is wrong with any Tenant of the file. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads a Tenant from its file (interface §3). */
export async function loadTenant({ files, path, name }: LoadTenantInput): Promise<LoadedTenant> {
  const file = basename(path);
  const read = await readFile(files, path, file);
  if ('problem' in read) return { diagnostics: [read.problem] };
  const parsed = parseFile(file, read.bytes);
  const candidates = parsed.documents.map((document) => readCandidate(document, dirname(path)));
  const declared = candidates.flatMap(({ declares }) => declares ?? []);
  const choice = choose(declared, name, { file, line: 1, column: 1 });
  const diagnostics = [
    ...parsed.diagnostics,
    ...candidates.flatMap((candidate) => candidate.diagnostics),
    ...duplicates(declared),
    ...sharedLedgers(candidates.flatMap(({ tenant }) => tenant ?? [])),
  ];
  // A file that cannot be read, or whose Tenant has no name that can be, has said enough.
  if (typeof choice !== 'string') {
    return {
      diagnostics: declared.length === 0 && hasErrors(diagnostics) ? diagnostics : [...diagnostics, choice],
    };
  }
  const tenant = candidates.find(({ declares }) => declares?.name === choice)?.tenant;
  return { ...(tenant && { tenant }), diagnostics };
}

interface Candidate extends LoadedTenant {
  readonly declares?: Declaration;
}

function readCandidate(document: ParsedDocument, folder: string): Candidate {
  const { manifest, sound, ...read } = readDocument(document, [tenantKind]);
  if (!manifest || !sound) return read;
  const { tenant, diagnostics } = toTenantSpec(manifest, folder);
  return hasErrors(diagnostics) ? { ...read, diagnostics } : { ...read, tenant, diagnostics };
}

function choose(
  declared: readonly Declaration[],
  name: string | undefined,
  source: Source,
): string | Diagnostic {
  const names = declared.map((one) => one.name);
  const [first, second] = names;
  if (name !== undefined) {
    return names.includes(name)
      ? name
      : notFound(`${source.file} has no tenant ${shown(name)}`, {
          ...(names.length > 0 && { detail: `It has: ${names.join(', ')}` }),
          ...didYouMean(name, names),
        });
  }
  if (first === undefined) return notFound(`${source.file} has no Tenant`, {});
  if (second === undefined) return first;
  return error({
    code: 'TENANT_AMBIGUOUS',
    summary: `${source.file} has several tenants: ${names.join(', ')}`,
    hint: 'Choose one with --tenant NAME',
    source,
  });

  function notFound(summary: string, more: { hint?: string; detail?: string }): Diagnostic {
    return error({ code: 'TENANT_NOT_FOUND', summary, ...more, source });
  }
}

function duplicates(declared: readonly Declaration[]): Diagnostic[] {
  const firsts = new Map<string, Declaration>();
  return declared.flatMap((one) => {
    const first = firsts.get(one.name);
    firsts.set(one.name, first ?? one);
    return first ? [duplicateName(one, first.source)] : [];
  });
}

/** Two tenants on one ledger would each take the other's objects for its own. */
function sharedLedgers(tenants: readonly TenantSpec[]): Diagnostic[] {
  const firsts = new Map<string, TenantSpec>();
  return tenants.flatMap((tenant) => {
    const first = firsts.get(tenant.ledger.file);
    firsts.set(tenant.ledger.file, first ?? tenant);
    return first && first.name !== tenant.name ? [sharedLedger(tenant, first)] : [];
  });
}

function sharedLedger(tenant: TenantSpec, first: TenantSpec): Diagnostic {
  return error({
    code: 'LEDGER_SHARED',
    summary: `The tenants ${first.name} and ${tenant.name} have the same ledger`,
    detail: `${first.name} is at ${placeText(first.source)}`,
    hint: 'Give each its own spec.ledger.file',
    source: tenant.source,
  });
}
