import type { FieldModel } from '../core/field-model.ts';
import { type FieldNode, fieldTree } from '../core/field-tree.ts';
import { isArray, isObject, type Json, type JsonObject } from '../core/json.ts';
import { formatDuration, parseDuration } from '../core/time/duration.ts';

/** A spec with its durations in the one form that output has (interface §1). What is none stays for the schema to judge. */
export function canonicalSpec(model: FieldModel, spec: JsonObject): JsonObject {
  return canonicalAt(fieldTree(model), spec) as JsonObject;
}

function canonicalAt(node: FieldNode | undefined, value: Json): Json {
  if (!node?.holds.durations) return value;
  if (typeof value === 'string') return node.isDuration ? canonicalDuration(value) : value;
  if (isArray(value)) return value.map((element) => canonicalAt(node.below.get('*'), element));
  if (!isObject(value)) return value;
  const members: Record<string, Json> = { ...value };
  for (const [key, member] of node.below) {
    if (Object.hasOwn(value, key)) members[key] = canonicalAt(member, value[key] ?? null);
  }
  return members;
}

function canonicalDuration(text: string): string {
  const ms = parseDuration(text);
  return ms === undefined ? text : formatDuration(ms);
}
