import { type Diagnostic, error, warning } from '../../../core/diagnostic.ts';
import { didYouMeanAmong } from '../../../core/did-you-mean.ts';
import type { NamedFile } from '../../../core/manifest.ts';
import { type Cell, shownText } from '../../csv.ts';

/** Where each column of a Roster's file stands. */
export interface Columns {
  readonly agent: number;
  readonly email: number | undefined;
  readonly id: number | undefined;
  /** The column `id@TENANT` of the tenant at hand. */
  readonly ownId: number | undefined;
  readonly team: number | undefined;
}

/**
 * Reads a header, in any order. `CSV_COLUMN_MISSING`: there is no column `agent`, and so no columns. `CSV_COLUMN_UNKNOWN`: one that means
 * nothing here. `CSV_COLUMN_TWICE`: one that an earlier one is already. `CSV_COLUMN_TENANT`: there are ids of other tenants only.
 */
export function columnsOf(
  { file }: NamedFile,
  header: readonly Cell[],
  tenant: string,
): { readonly columns: Columns | undefined; readonly diagnostics: readonly Diagnostic[] } {
  const ownId = `id@${tenant}`;
  const nearest = didYouMeanAmong([...shared, ownId]);
  const places = new Map<string, number>();
  const diagnostics: Diagnostic[] = [];
  for (const [index, cell] of header.entries()) {
    if (!isKnown(cell)) diagnostics.push(unknown(cell, nearest(cell.text)));
    else if (places.has(cell.text)) diagnostics.push(twice(cell));
    else places.set(cell.text, index);
  }
  const agent = places.get('agent');
  if (agent === undefined) {
    return { columns: undefined, diagnostics: [...diagnostics, missing(file, header)] };
  }
  const at = (name: string) => places.get(name);
  const other = header.find(({ text }) => /^id@./.test(text));
  if (other && !places.has(ownId) && !places.has('id')) diagnostics.push(noOwn(other, ownId));
  const columns = { agent, email: at('email'), id: at('id'), ownId: at(ownId), team: at('team') };
  return { columns, diagnostics };
}

const shared = ['agent', 'email', 'id', 'team'];

/** The ids of other tenants are none of our business. */
const isKnown = ({ text }: Cell) => shared.includes(text) || /^id@./.test(text);

function unknown(cell: Cell, nearest: { readonly hint?: string }): Diagnostic {
  return error({
    code: 'CSV_COLUMN_UNKNOWN',
    summary:
      cell.text === '' ? 'This column has no name' : `There is no column ${shownText(cell)} in a Roster`,
    detail: `There is: ${shared.join(', ')} and id@TENANT`,
    hint: 'Remove the column, or name it as one of these',
    ...nearest,
    source: cell.source,
  });
}

/** A slip in the name of the tenant, perhaps: then its agents would have no ids, or be looked for by e-mail. */
function noOwn(other: Cell, ownId: string): Diagnostic {
  return warning({
    code: 'CSV_COLUMN_TENANT',
    summary: `There is a column ${shownText(other)}, and neither ${ownId} nor id for this tenant`,
    hint: `Add a column ${ownId}, or correct the name of that one`,
    source: other.source,
  });
}

function twice(cell: Cell): Diagnostic {
  return error({
    code: 'CSV_COLUMN_TWICE',
    summary: `There are two columns ${shownText(cell)}`,
    hint: 'Remove one of the two',
    source: cell.source,
  });
}

function missing(file: string, [first, ...others]: readonly Cell[]): Diagnostic {
  const isOneCell = others.length === 0 && first !== undefined && /[;\t]/.test(first.text);
  return error({
    code: 'CSV_COLUMN_MISSING',
    summary: `${file} has no column agent`,
    hint: isOneCell ? 'Separate cells with commas' : 'The first row names the columns: agent,email,id,team',
    source: first?.source ?? { file, line: 1, column: 1 },
  });
}
