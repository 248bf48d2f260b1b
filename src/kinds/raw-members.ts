import { DecodeError } from '../core/decode-error.ts';
import { invariant } from '../core/invariant.ts';
import { isArray, isObject, type Json, type JsonObject } from '../core/json.ts';
import { formatDuration, parseDuration } from '../core/time/duration.ts';

/** Reads a member that must be text. Throws DecodeError. */
export function textMember(raw: JsonObject, key: string): string {
  const value = raw[key];
  if (typeof value !== 'string') throw unexpected(key, 'text', value);
  return value;
}

/** Reads a member that may be absent or null; `read` sees it only where it is there. */
export function optionalMember<T>(
  raw: JsonObject,
  key: string,
  read: (raw: JsonObject, key: string) => T,
): T | undefined {
  return raw[key] === undefined || raw[key] === null ? undefined : read(raw, key);
}

/** Reads whole milliseconds as a canonical duration. Throws DecodeError. */
export function millisecondsMember(raw: JsonObject, key: string): string {
  const value = raw[key];
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 0) {
    throw unexpected(key, 'whole milliseconds', value);
  }
  return formatDuration(value);
}

/** Reads a number. Throws DecodeError. */
export function numberMember(raw: JsonObject, key: string): number {
  const value = raw[key];
  if (typeof value !== 'number') throw unexpected(key, 'a number', value);
  return value;
}

/** Reads a nested object. Throws DecodeError. */
export function objectMember(raw: JsonObject, key: string): JsonObject {
  const value = raw[key];
  if (!isObject(value)) throw unexpected(key, 'an object', value);
  return value;
}

/** Reads a list of objects. Throws DecodeError. */
export function objectsMember(raw: JsonObject, key: string): readonly JsonObject[] {
  const value = raw[key];
  if (!isArray(value) || !value.every(isObject)) throw unexpected(key, 'a list of objects', value);
  return value;
}

/** Reads a list of texts. Throws DecodeError. */
export function textsMember(raw: JsonObject, key: string): readonly string[] {
  const value = raw[key];
  const isText = (element: Json): element is string => typeof element === 'string';
  if (!isArray(value) || !value.every(isText)) throw unexpected(key, 'a list of texts', value);
  return value;
}

/** Reads a version: opaque text or number; undefined where there is none. */
export function versionMember(raw: JsonObject): string | number | undefined {
  const { version } = raw;
  return typeof version === 'string' || typeof version === 'number' ? version : undefined;
}

/** A canonical duration of a spec in milliseconds; null stays null. */
export function toMilliseconds(value: Json | undefined): number | null {
  if (typeof value !== 'string') return null;
  const ms = parseDuration(value);
  invariant(ms !== undefined, `${value} is no duration`);
  return ms;
}

/** The members that have a value. */
export function present(members: { readonly [key: string]: Json | undefined }): JsonObject {
  const entries = Object.entries(members).filter((entry): entry is [string, Json] => entry[1] !== undefined);
  return Object.fromEntries(entries);
}

function unexpected(key: string, expected: string, value: Json | undefined): DecodeError {
  const shown = value === undefined ? 'nothing' : JSON.stringify(value).slice(0, 60);
  return new DecodeError(`${key} should be ${expected}, is ${shown}`);
}
