import { isArray, type Json, type JsonObject } from '../../core/json.ts';

/** A value, or why the text holds none, in words that go behind "a body that". */
export type JsonReading =
  | { readonly value: Json; readonly fault?: undefined }
  | { readonly value?: undefined; readonly fault: string };

const depthMax = 200;

/** Keys through which a value from outside could reach a prototype (core/json). */
const refusedKeys = new Set(['__proto__', 'constructor', 'prototype']);

/** Parses JSON of outside origin: what is too deep, or would be read as another number or key than was written, is refused. */
export function readJson(text: string): JsonReading {
  let value: Json;
  try {
    value = JSON.parse(text);
  } catch {
    return { fault: 'is not JSON' };
  }
  const fault = faultIn(value, depthMax);
  return fault === undefined ? { value } : { fault };
}

/** Looks at every value of every answer, hence without making lists of keys. */
function faultIn(value: Json, depthLeft: number): string | undefined {
  if (typeof value === 'number')
    return isRounded(value) ? 'holds a number too large to be read exactly' : undefined;
  if (typeof value !== 'object' || value === null) return undefined;
  if (depthLeft === 0) return `is nested more than ${depthMax} deep`;
  return isArray(value) ? faultInList(value, depthLeft - 1) : faultInObject(value, depthLeft - 1);
}

function faultInList(list: readonly Json[], depthLeft: number): string | undefined {
  for (const member of list) {
    const fault = faultIn(member, depthLeft);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

/** What JSON.parse made has all its keys by itself, `__proto__` too. */
function faultInObject(object: JsonObject, depthLeft: number): string | undefined {
  for (const key in object) {
    if (refusedKeys.has(key)) return `holds the key ${key}`;
    const member = object[key];
    const fault = member === undefined ? undefined : faultIn(member, depthLeft);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

const isRounded = (value: number) => Number.isInteger(value) && !Number.isSafeInteger(value);
