import { CsvError, parse } from 'csv-parse/sync';
import { type Diagnostic, error, type Source } from '../core/diagnostic.ts';
import type { NamedFile } from '../core/manifest.ts';
import { CsvCursor } from './csv-cursor.ts';

/** A cell's text without the blanks around it, and where it begins. */
export interface Cell {
  readonly text: string;
  readonly source: Source;
}

export interface CsvTable {
  /** The first row that is not blank. */
  readonly header: readonly Cell[];
  /** The rows below it, blank ones left out; each has as many cells as the header. */
  readonly rows: readonly (readonly Cell[])[];
  readonly diagnostics: readonly Diagnostic[];
}

/** A cell's text inside a message: it can be as long as its file. */
export function shownText({ text }: Cell): string {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}

/** Most rows that a file may have below its header. */
const rowsMax = 100_000;

/** Most cells that a row may have. */
const cellsMax = 1_000;

/**
 * Reads a CSV file (RFC 4180: commas, double quotes), with the place of each cell. `CSV_SYNTAX`, `CSV_ROW_LENGTH` and `CSV_TOO_LONG` say
 * what is wrong with it.
 */
export function readCsv({ file, text }: NamedFile): CsvTable {
  const { rows, problem } = parseRows(file, text);
  const excess = rows[rowsMax + 1]?.[0];
  const written = rows.slice(0, rowsMax + 1).filter((row) => row.some((cell) => cell.text !== ''));
  const [header = [], ...below] = written;
  const diagnostics = [
    ...(problem ? [problem] : []),
    ...(excess ? [tooLong(excess)] : []),
    ...below.filter((row) => row.length !== header.length).map((row) => otherLength(row, header)),
  ];
  return { header, rows: below.filter((row) => row.length === header.length), diagnostics };
}

/** All rows, or those above where the text cannot be taken apart. */
function parseRows(file: string, text: string): { rows: readonly (readonly Cell[])[]; problem?: Diagnostic } {
  const content = text.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n');
  const cursor = new CsvCursor(content);
  const next = (): Source => ({ file, line: cursor.line, column: cursor.column });
  const rows: (readonly Cell[])[] = [];
  const onRecord = (row: readonly string[]): undefined => {
    if (row.length > cellsMax) throw new TooManyCells();
    cursor.skipEmptyLines();
    const cells = row.map((cell) => {
      const source = next();
      cursor.skipCell();
      return { text: cell.trim(), source };
    });
    rows.push(cells);
  };
  // The header, and one row that is too many.
  const to = rowsMax + 2;
  try {
    parse(content, { recordDelimiter: '\n', relaxColumnCount: true, skipEmptyLines: true, to, onRecord });
    return { rows };
  } catch (thrown) {
    if (!(thrown instanceof CsvError || thrown instanceof TooManyCells)) throw thrown;
    cursor.skipEmptyLines();
    const cellsBefore = thrown instanceof CsvError ? Number(thrown.index) : 0;
    for (let cell = 0; cell < cellsBefore; cell += 1) cursor.skipCell();
    return { rows, problem: syntaxProblem(thrown, next()) };
  }
}

class TooManyCells extends Error {}

function syntaxProblem(thrown: CsvError | TooManyCells, source: Source): Diagnostic {
  if (thrown instanceof TooManyCells) {
    return error({
      code: 'CSV_SYNTAX',
      summary: `This row has more than ${cellsMax} cells`,
      hint: 'Look for a line break that is missing',
      source,
    });
  }
  const isOpen = thrown.code === 'CSV_QUOTE_NOT_CLOSED';
  return error({
    code: 'CSV_SYNTAX',
    summary: isOpen ? 'A quote opens here and is never closed' : 'A quote stands inside this cell',
    hint: 'Put the whole cell in double quotes, and write a quote inside it twice',
    source,
  });
}

function tooLong({ source }: Cell): Diagnostic {
  return error({
    code: 'CSV_TOO_LONG',
    summary: `${source.file} has more rows than cxform reads; allowed: at most ${rowsMax}`,
    hint: 'Split it into several files',
    source,
  });
}

function otherLength(row: readonly Cell[], header: readonly Cell[]): Diagnostic {
  return error({
    code: 'CSV_ROW_LENGTH',
    summary: `This row has ${row.length} cells, the header has ${header.length}`,
    hint: 'A cell that holds a comma needs double quotes',
    ...(row[0] && { source: row[0].source }),
  });
}
