import type { Address } from '../../core/address.ts';
import type { HistoricEvent } from '../../core/history.ts';
import type { JournaledConflict } from '../../core/journal.ts';
import { isArray, isObject, type Json, type JsonObject } from '../../core/json.ts';
import type { Path } from '../../core/path.ts';
import { escapeText } from '../escape.ts';
import { alignColumns } from './columns.ts';
import { conflictRows } from './conflict-fields.ts';
import { editedLines } from './edited.ts';
import type { Style } from './style.ts';
import { fieldValueText, valueText } from './value.ts';

/** The fields of a spec of an address, at the paths by which plans name them. */
export type FieldsOf = (
  address: Address,
  spec: JsonObject,
) => readonly { readonly path: Path; readonly value: Json }[];

/** The values of an event: a conflict as the reconciliation queue shows it, and specs field by field, as a plan does. */
export function historicValueLines(
  { address, values = {} }: Pick<HistoricEvent, 'address' | 'values'>,
  fieldsOf: FieldsOf,
  { chalk }: Style,
): string[] {
  const rows: string[][] = [];
  const lines: string[] = [];
  for (const [name, value] of Object.entries(values)) {
    if (value === null) rows.push([escapeText(name), chalk.magenta('erased')]);
    else if (isConflict(name, value)) lines.push(...conflictLines(value));
    else if (address === undefined || !isObject(value)) rows.push([escapeText(name), valueText(value)]);
    else rows.push(...fieldRows(name, name === 'cleared' ? byPath(value) : fieldsOf(address, value)));
  }
  return [...alignColumns(rows, { indent: '      ' }), ...lines];
}

/** Its shape was looked at when the journal was read. */
const isConflict = (name: string, value: Json): value is JournaledConflict =>
  name === 'conflict' && isObject(value) && isArray(value.fields);

function conflictLines({ message, fields, by, editedAt }: JournaledConflict): string[] {
  return [
    `    ${escapeText(message)}`,
    ...editedLines({ by, at: editedAt }),
    ...alignColumns(conflictRows(fields), { indent: '      ' }),
  ];
}

/** What the tenant showed after something was cleared, by its path. */
const byPath = (cleared: JsonObject) => Object.entries(cleared).map(([path, value]) => ({ path, value }));

/** The name stands before the first; what has no fields says nothing. */
function fieldRows(name: string, fields: ReturnType<FieldsOf>): string[][] {
  return fields.map(({ path, value }, index) => [
    index === 0 ? escapeText(name) : '',
    escapeText(path.slice(1)),
    fieldValueText(path, value),
  ]);
}
