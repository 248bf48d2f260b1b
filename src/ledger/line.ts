import { canonicalJson } from '../core/fingerprint.ts';
import { isObject, type JsonObject } from '../core/json.ts';
import { LedgerError } from '../core/ledger-error.ts';

/** A line of one of the ledger's files. */
export interface Line {
  readonly file: string;
  /** From 1. */
  readonly number: number;
  /** Undefined where its bytes are not UTF-8. */
  readonly text: string | undefined;
}

/** The JSON object that a line holds. Throws LedgerError `LEDGER_DAMAGED` for any text that cxform does not write. */
export function parseLine(line: Line): JsonObject {
  if (line.text === undefined) throw damaged(line, 'is not UTF-8');
  const value = parseCanonical(line.text);
  if (!isObject(value)) throw damaged(line, 'is not a JSON object in canonical form');
  if (reservedKey.test(line.text)) throw damaged(line, 'has a key that no manifest can have');
  return value;
}

/** The error for a line that is not what was once written there. */
export function damaged({ file, number }: Line, flaw: string): LedgerError {
  return damagedFile(`${file} line ${number}`, flaw);
}

/** The error for a file that is not what was once written there. */
export function damagedFile(file: string, flaw: string): LedgerError {
  return new LedgerError(
    'LEDGER_DAMAGED',
    `${file} ${flaw}`,
    'Restore the whole folder of the ledger from Git or a backup. Moved away, it costs history: objects then match by name',
  );
}

const reservedKey = /"(__proto__|constructor|prototype)":/;

/** Each value has one canonical text, so that a changed byte shows even where it would not change the value. */
function parseCanonical(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return canonicalJson(value) === text ? value : undefined;
  } catch {
    return undefined;
  }
}
