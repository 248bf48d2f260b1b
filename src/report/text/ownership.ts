import type { Orphan, Unmanaged } from '../../core/plan.ts';
import { escapeText } from '../escape.ts';
import { alignColumns } from './columns.ts';
import type { Style } from './style.ts';

/** More than this are counted rather than listed. */
const shownMax = 20;

/** Objects that no manifest declares. */
export function unmanagedLines(unmanaged: readonly Unmanaged[], { chalk }: Style): string[] {
  const rows = unmanaged.map(({ kind, name, id }) => [
    kind,
    escapeText(name),
    chalk.dim(`id ${escapeText(id)}`),
  ]);
  return section(chalk.bold('Unmanaged') + chalk.dim(' (in the tenant, not in Git; never touched)'), rows);
}

/** Objects that are ours and that Git no longer declares. */
export function orphanLines(orphaned: readonly Orphan[], { chalk }: Style): string[] {
  const rows = orphaned.map(({ address, id }) => [escapeText(address), chalk.dim(`id ${escapeText(id)}`)]);
  return section(chalk.bold('Orphaned') + chalk.dim(' (ours, no longer in Git; left in place)'), rows);
}

function section(title: string, rows: readonly (readonly string[])[]): string[] {
  if (rows.length === 0) return [];
  const more = rows.length > shownMax ? [`  … and ${rows.length - shownMax} more`] : [];
  return [title, ...alignColumns(rows.slice(0, shownMax), { indent: '  ' }), ...more];
}
