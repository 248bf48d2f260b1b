import { basename } from 'node:path';
import { type Diagnostic, error, hasErrors } from '../core/diagnostic.ts';
import { didYouMean } from '../core/did-you-mean.ts';
import type { Files } from '../core/ports.ts';
import type { TenantSpec } from '../core/tenant-spec.ts';
import { readTenants, type TenantsRead } from './read-tenants.ts';
import { shown } from './shown.ts';

interface LoadTenantsInput {
  readonly files: Files;
  /** The absolute path of the file. */
  readonly path: string;
}

interface LoadTenantInput extends LoadTenantsInput {
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
  const read = await readTenants(files, path, file);
  const choice = choose(read.names, name, file);
  if (typeof choice !== 'string') return { diagnostics: withRefusal(read, choice) };
  const tenant = read.tenants.find((one) => one.name === choice);
  return { ...(tenant && { tenant }), diagnostics: read.diagnostics };
}

/** Reads every Tenant of a file (interface §3). */
export async function loadTenants({ files, path }: LoadTenantsInput): Promise<TenantsRead> {
  const file = basename(path);
  const read = await readTenants(files, path, file);
  return read.names.length > 0 ? read : { ...read, diagnostics: withRefusal(read, noTenant(file)) };
}

/** A file that cannot be read, or whose Tenant has no name that can be, has said enough. */
function withRefusal({ names, diagnostics }: TenantsRead, refusal: Diagnostic): readonly Diagnostic[] {
  return names.length === 0 && hasErrors(diagnostics) ? diagnostics : [...diagnostics, refusal];
}

function choose(names: readonly string[], name: string | undefined, file: string): string | Diagnostic {
  const [first, second] = names;
  if (name !== undefined) {
    return names.includes(name)
      ? name
      : notFound(file, `${file} has no tenant ${shown(name)}`, {
          ...(names.length > 0 && { detail: `It has: ${names.join(', ')}` }),
          hint: 'cxform tenants lists those that there are',
          ...didYouMean(name, names),
        });
  }
  if (first === undefined) return noTenant(file);
  if (second === undefined) return first;
  return error({
    code: 'TENANT_AMBIGUOUS',
    summary: `${file} has several tenants: ${names.join(', ')}`,
    hint: 'Choose one with --tenant NAME',
    source: startOf(file),
  });
}

const noTenant = (file: string) =>
  notFound(file, `${file} has no Tenant`, {
    hint: 'Write one into it, or name another file with --config FILE',
  });

interface Advice {
  readonly hint: string;
  readonly detail?: string;
}

function notFound(file: string, summary: string, { hint, ...more }: Advice): Diagnostic {
  return error({ code: 'TENANT_NOT_FOUND', summary, ...more, hint, source: startOf(file) });
}

const startOf = (file: string) => ({ file, line: 1, column: 1 });
