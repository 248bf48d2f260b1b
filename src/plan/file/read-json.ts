import { isObject, type Json } from '../../core/json.ts';

/** Deeper than this no plan nests, and what looks at one goes down as deep. */
const levelsMax = 200;

/** JSON from outside, or why it is none that cxform can have written. */
export type JsonRead =
  | { readonly value: Json; readonly problem?: never }
  | { readonly value?: never; readonly problem: string };

/** Reads bytes as JSON in UTF-8. What would make trouble later on is a problem here: values without end, keys that every object inherits. */
export function readJson(bytes: Uint8Array): JsonRead {
  const text = decoded(bytes);
  if (text === undefined) return { problem: 'it is no text in UTF-8' };
  try {
    const value: Json = JSON.parse(text);
    const problem = strangeness(value);
    return problem === undefined ? { value } : { problem };
  } catch (thrown) {
    if (!(thrown instanceof SyntaxError)) throw thrown;
    return { problem: 'it is no JSON' };
  }
}

function decoded(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** Level by level: what nests without end must not take the stack with it. */
function strangeness(value: Json): string | undefined {
  let level: readonly Json[] = [value];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > levelsMax) return `it nests deeper than ${levelsMax} levels`;
    const next: Json[] = [];
    for (const one of level) {
      if (typeof one === 'number' && !Number.isFinite(one)) return 'it holds a number that is too large';
      if (!isObject(one)) {
        if (Array.isArray(one)) for (const element of one) next.push(element);
        continue;
      }
      for (const key of Object.keys(one)) {
        if (inherited.has(key)) return `it has a key ${key}`;
        next.push(one[key] as Json);
      }
    }
    level = next;
  }
  return undefined;
}

const inherited: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);
