import { canonicalJson } from '../core/fingerprint.ts';
import { isObject, type JsonObject } from '../core/json.ts';
import { LedgerError } from '../core/ledger-error.ts';

/** A line of one of the ledger's files. */
export interface Line {
  readonly file: string;
  /** From 1. */
  readonly number: number;
  readonly text: string;
}

/** The JSON object that a line holds. Throws LedgerError `LEDGER_DAMAGED` for any text that cxform does not write. */
export function parseLine(line: Line): JsonObject {
  const value = parseCanonical(line.text);
  if (!isObject(value)) throw damaged(line, 'is not a JSON object in canonical form');
  if (reservedKey.test(line.text)) throw damaged(line, 'has a key that no manifest can have');
  return value;
}

/** The error for a line that is not what was once written there. */
export function damaged(line: Line, flaw: string): LedgerError {
  return new LedgerError(
    'LEDGER_DAMAGED',
    `${line.file} line ${line.number} ${flaw}`,
    'Restore the ledger from Git or a backup. Moved away, it costs history: objects then match by name',
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
