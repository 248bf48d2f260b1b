import type { GitCoverage, Orphan, Unmanaged } from '../../core/plan.ts';
import { escapeText } from '../escape.ts';
import { sectionLines } from './section.ts';
import type { Style } from './style.ts';

/** Who looks for one object among more than these takes the JSON. */
const shownMax = 20;

/** Objects that no manifest declares. */
export function unmanagedLines(unmanaged: readonly Unmanaged[], { chalk }: Style): string[] {
  const rows = unmanaged.map(({ kind, name, id }) => [
    kind,
    escapeText(name),
    chalk.dim(`id ${escapeText(id)}`),
  ]);
  return sectionLines(
    chalk.bold('Unmanaged') + chalk.dim(' (in the tenant, not in Git; never touched)'),
    rows,
    shownMax,
  );
}

/** What is ours and what Git no longer declares: objects by their id, parts of an object by what they belong to. */
export function orphanLines(orphaned: readonly Orphan[], { chalk }: Style): string[] {
  const rows = orphaned.map((orphan) => [escapeText(orphan.address), chalk.dim(whatItIs(orphan))]);
  return sectionLines(
    chalk.bold('Orphaned') + chalk.dim(' (ours, no longer in Git; left in place)'),
    rows,
    shownMax,
  );
}

function whatItIs({ id, path, host }: Orphan): string {
  if (path !== undefined && host !== undefined) return escapeText(`${path.slice(1)} of ${host}`);
  return id === undefined ? '' : `id ${escapeText(id)}`;
}

/** How much of the tenant is in Git; undefined where it holds nothing. */
export function coverageText({ declared, objects, percent }: GitCoverage): string | undefined {
  return percent === null ? undefined : `Git coverage ${percent}% (${declared} of ${objects})`;
}
