import type { FieldModel, Pattern } from '../core/field-model.ts';
import { isArray, isObject, type Json, type JsonObject } from '../core/json.ts';
import { formatDuration, parseDuration } from '../core/time/duration.ts';

/** A spec with its durations in the one form that output has (interface §1). What is none stays for the schema to judge. */
export function canonicalSpec({ durations }: FieldModel, spec: JsonObject): JsonObject {
  if (durations.length === 0) return spec;
  const visit = (value: Json, pattern: Pattern): Json => {
    if (typeof value === 'string' && durations.includes(pattern)) return canonicalDuration(value);
    if (isArray(value)) return value.map((element) => visit(element, `${pattern}/*`));
    if (!isObject(value)) return value;
    const members = Object.entries(value).map(([key, member]) => [key, visit(member, `${pattern}/${key}`)]);
    return Object.fromEntries(members);
  };
  return visit(spec, '') as JsonObject;
}

function canonicalDuration(text: string): string {
  const ms = parseDuration(text);
  return ms === undefined ? text : formatDuration(ms);
}
