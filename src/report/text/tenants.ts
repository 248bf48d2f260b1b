import { escapeText } from '../escape.ts';
import type { TenantPlace } from '../tenant-place.ts';
import { alignColumns } from './columns.ts';
import { sourceText } from './diagnostics.ts';
import type { Style } from './style.ts';

/** The Tenants of a file, one a line: name, where it is, and where it is written. */
export function tenantsText(tenants: readonly TenantPlace[], { chalk }: Style): string {
  const rows = tenants.map(({ name, subdomain, sandbox, source }) => [
    chalk.bold(escapeText(name)),
    sandbox ? `sandbox ${escapeText(sandbox.state)}` : escapeText(subdomain ?? '–'),
    chalk.dim(sourceText(source)),
  ]);
  return alignColumns(rows, { indent: '' })
    .map((line) => `${line}\n`)
    .join('');
}
