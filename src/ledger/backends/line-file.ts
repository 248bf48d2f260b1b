import { ledgerMoved } from '../lease-errors.ts';
import { damaged, type Line } from '../line.ts';
import type { LedgerFiles } from './ledger-files.ts';

/** The lines of a file, and its length in bytes when they were read. */
export interface LinesRead {
  readonly lines: readonly Line[];
  readonly size: number;
  /** Its end is a part of a line. */
  readonly isTorn: boolean;
  /** Its last line is whole but for the newline. */
  readonly isUnended: boolean;
}

/**
 * A file of lines that is added to. An append that a crash tore leaves a part of a line at the end: reading passes over it, and the
 * next append replaces it.
 */
export class LineFile {
  readonly path: string;
  readonly #files: LedgerFiles;
  /** A length in bytes at which the file is known to end with a whole line. */
  #wholeSize: number | undefined;

  constructor(files: LedgerFiles, path: string) {
    this.#files = files;
    this.path = path;
  }

  /** The file's length in bytes; 0 where there is none. Throws LedgerError. */
  async size(): Promise<number> {
    return (await this.#files.size(this.path)) ?? 0;
  }

  /** Every whole line. Throws LedgerError where the file cannot be read. */
  async read(): Promise<LinesRead> {
    const bytes = (await this.#files.read(this.path)) ?? new Uint8Array();
    const { ended, tail } = split(bytes);
    const isTorn = tail.length > 0 && !isLine(tail);
    const whole = tail.length > 0 && !isTorn ? [...ended, tail] : ended;
    if (tail.length === 0) this.#wholeSize = bytes.length;
    const lines = whole.map((line, index) => ({ file: this.path, number: index + 1, text: textOf(line) }));
    const isUnended = tail.length > 0 && isJson(lenientUtf8.decode(tail));
    return { lines, size: bytes.length, isTorn, isUnended };
  }

  /** Adds lines durably and answers the file's new length in bytes. For the holder of the ledger's lock. Throws LedgerError. */
  async append(texts: readonly string[]): Promise<number> {
    const before = await this.size();
    if (texts.length === 0) return before;
    const start = before === this.#wholeSize ? before : await this.#endWithWholeLine();
    const added = asText(texts);
    await this.#files.append(this.path, added, () => this.#assureSize(start));
    this.#wholeSize = start + byteLength(added);
    return this.#wholeSize;
  }

  /**
   * Replaces all lines at once and answers the file's new length in bytes. For the holder of the ledger's lock. Throws LedgerError,
   * `LEDGER_MOVED` where the file is not `sizeBefore` bytes long.
   */
  async replace(texts: readonly string[], sizeBefore: number): Promise<number> {
    const whole = asText(texts);
    await this.#files.write(this.path, whole, () => this.#assureSize(sizeBefore));
    this.#wholeSize = byteLength(whole);
    return this.#wholeSize;
  }

  async #endWithWholeLine(): Promise<number> {
    const { lines, size } = await this.read();
    return size === this.#wholeSize ? size : this.replace(lines.map(writtenText), size);
  }

  async #assureSize(expected: number): Promise<void> {
    if ((await this.size()) !== expected) throw ledgerMoved(this.path);
  }
}

/** The text of a line that is to be written again. Throws LedgerError `LEDGER_DAMAGED` where it has none. */
export function writtenText(line: Line): string {
  if (line.text === undefined) throw damaged(line, 'is not UTF-8');
  return line.text;
}

const newline = 0x0a;
const strictUtf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const lenientUtf8 = new TextDecoder('utf-8', { ignoreBOM: true });

function textOf(bytes: Uint8Array): string | undefined {
  try {
    return strictUtf8.decode(bytes);
  } catch {
    return undefined;
  }
}

function split(bytes: Uint8Array): { readonly ended: readonly Uint8Array[]; readonly tail: Uint8Array } {
  const ended: Uint8Array[] = [];
  let start = 0;
  for (let end = bytes.indexOf(newline); end >= 0; end = bytes.indexOf(newline, start)) {
    ended.push(bytes.subarray(start, end));
    start = end + 1;
  }
  return { ended, tail: bytes.subarray(start) };
}

/**
 * A torn line is no JSON. What is JSON is an entry that lost its newline, and is read as a line; so is JSON with one character
 * more, which is a newline that was damaged, and must not pass for a torn line.
 */
function isLine(tail: Uint8Array): boolean {
  const text = lenientUtf8.decode(tail);
  return isJson(text) || isJson(text.slice(0, -1));
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

const asText = (lines: readonly string[]) => lines.map((line) => `${line}\n`).join('');

const byteLength = (text: string) => new TextEncoder().encode(text).length;
