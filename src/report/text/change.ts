import type { Action, Change, FieldChange, Step } from '../../core/change.ts';
import type { Source } from '../../core/diagnostic.ts';
import { isWithinPlace, type Path } from '../../core/path.ts';
import { escapeText } from '../escape.ts';
import { alignColumns } from './columns.ts';
import { sourceText } from './diagnostics.ts';
import { listed, type Style } from './style.ts';
import { fieldValueText } from './value.ts';

const signs: Record<Action, string> = { create: '+', update: '~', delete: '-' };

/** One change: the object with its manifest, its fields, and the parts that leave with a manifest of their own. */
export function changeLines(change: Change, style: Style): string[] {
  const { address, action, fields, clears = [], sources } = change;
  const { chalk } = style;
  const colour = { create: chalk.green, update: chalk.yellow, delete: chalk.red }[action];
  const head = [
    `  ${colour(`${signs[action]} ${escapeText(address)}`)}`,
    ...(sources[''] ? [chalk.dim(sourceText(sources['']))] : []),
    ...(change.steps.length > 1 ? [chalk.magenta(stepsText(change))] : []),
  ];
  const going = clears.map(
    (facet) =>
      `      ${chalk.red(`- ${escapeText(facet)}`)}  ${chalk.dim('no longer in Git: its part is cleared')}`,
  );
  return [
    head.join('  '),
    ...(change.weak ? [`      ${chalk.yellow('no version')}: ${chalk.dim(weakText)}`] : []),
    ...alignColumns(
      fields.map((field) => fieldRow(field, change, style)),
      { indent: '      ' },
    ),
    ...going,
  ];
}

const weakText = 'what somebody edits within a moment of the write is not seen, and may be lost';

const writing: Record<Action, string> = { create: 'created', update: 'updated', delete: 'deleted' };

/** `created, then linked (overflow)`: how changes that need each other are done. */
function stepsText({ action, steps, deferred = [] }: Change): string {
  const parts = listed(
    deferred.map((path) => escapeText(path.slice(1))),
    '',
  );
  const words: Record<Step, string> = {
    write: writing[action],
    link: `linked (${parts})`,
    unlink: `unlinked (${parts})`,
  };
  return steps.map((step) => words[step]).join(', then ');
}

function fieldRow(field: FieldChange, change: Change, { chalk }: Style): string[] {
  const path = escapeText(field.path.slice(1));
  const [before, after] = [fieldValueText(field.path, field.before), fieldValueText(field.path, field.after)];
  const origin = { manifest: '', drift: 'changed by hand', both: 'changed by hand and in Git' }[field.origin];
  const { action } = change;
  const place = elsewhere(change, field.path);
  const notes = [
    ...(action === 'create' || origin === '' ? [] : [chalk.magenta(origin)]),
    ...(place ? [chalk.dim(`from ${sourceText(place)}`)] : []),
  ];
  const value = action === 'create' ? after : `${chalk.dim('→')} ${after}`;
  const last = [value, ...notes].join('  ');
  return action === 'create' ? [path, last] : [path, before, last];
}

/** The place of a field that another document than the manifest has set: a facet, or an overlay in another file. */
function elsewhere({ sources, facets = {} }: Change, path: Path): Source | undefined {
  const [manifest, field] = [sources[''], sources[path]];
  const isOfFacet = Object.keys(facets).some((part) => isWithinPlace(path, part));
  return isOfFacet || field?.file !== manifest?.file ? field : undefined;
}
