import { isArray, isObject, type Json, type JsonObject } from '../../../../src/core/json.ts';

/** The id of what a manifest refers to; undefined where there is none. */
export type IdOf = (kind: 'Skill' | 'Queue', name: string) => string | undefined;

/**
 * The members that a spec declares as the tenant has them, written apart from the kinds; null is a member that must not be there.
 * Undefined where something that it refers to is not there.
 */
export function rawOf(name: string, spec: JsonObject, idOf: IdOf): JsonObject | undefined {
  const members: Record<string, Json> = { name };
  for (const [key, value] of Object.entries(spec)) {
    const raw = rawMember(key, value, idOf);
    if (raw === undefined) return undefined;
    members[key] = raw;
  }
  return members;
}

function rawMember(key: string, value: Json, idOf: IdOf): Json | undefined {
  if (key === 'wrapUpTimeout') return milliseconds(value);
  if (key === 'skills' && isArray(value)) return rawSkills(value, idOf);
  if (key === 'overflow' && isObject(value)) return rawOverflow(value, idOf);
  return value;
}

function rawSkills(elements: readonly Json[], idOf: IdOf): Json | undefined {
  const raw: Json[] = [];
  for (const element of elements) {
    if (!isObject(element)) continue;
    const id = idOf('Skill', String(element.skill));
    if (id === undefined) return undefined;
    raw.push({ id, level: element.level ?? null });
  }
  return raw;
}

function rawOverflow({ targetQueue, maxWaitTime, ...others }: JsonObject, idOf: IdOf): Json | undefined {
  const raw = { ...others, maxWaitTime: milliseconds(maxWaitTime ?? null) };
  if (targetQueue === undefined) return raw;
  const targetQueueId = idOf('Queue', String(targetQueue));
  return targetQueueId === undefined ? undefined : { ...raw, targetQueueId };
}

/** Only seconds are drawn. */
const milliseconds = (value: Json) =>
  typeof value === 'string' ? Number.parseInt(value, 10) * 1_000 : value;
