import { digest } from '../core/fingerprint.ts';
import { isObject, type JsonObject } from '../core/json.ts';
import type { Random } from '../core/ports.ts';
import { damaged, type Line, parseLine } from './line.ts';

/**
 * A value beside the journal. The chain holds only its digest, so that it can be erased; the salt keeps a short value from
 * being guessed back from the digest that stays.
 */
export interface StoredValue {
  /** SHA-256 of `{salt, value}` in canonical JSON. */
  readonly digest: string;
  readonly salt: string;
  readonly value: JsonObject;
}

/** Gives a value its salt and digest. */
export function storeValue(value: JsonObject, random: Random): StoredValue {
  const salt = random.hex(saltBytes);
  return { digest: digest({ salt, value }), salt, value };
}

/** Reads stored values by digest. Throws LedgerError `LEDGER_DAMAGED` where one does not fit its digest. */
export function readStoredValues(lines: readonly Line[]): Map<string, JsonObject> {
  return new Map(lines.map(readStoredValue));
}

/** The digest and the value that a line holds. Throws LedgerError `LEDGER_DAMAGED` where they do not fit. */
export function readStoredValue(line: Line): readonly [digest: string, value: JsonObject] {
  const { digest: stated, ...sealed } = parseLine(line);
  if (typeof stated !== 'string' || stated !== digest(sealed)) throw damaged(line, 'does not fit its digest');
  if (!isObject(sealed.value)) throw damaged(line, 'holds no object');
  return [stated, sealed.value];
}

const saltBytes = 16;
