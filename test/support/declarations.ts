import type { JsonObject } from '../../src/core/json.ts';

/** A manifest as a value. */
export interface Declaration {
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly [member: string]: unknown };
  readonly spec: JsonObject;
}

/** A Skill manifest. */
export function skill(name: string, spec: JsonObject = {}, metadata: JsonObject = {}): Declaration {
  return { kind: 'Skill', metadata: { name, ...metadata }, spec };
}

/** A Queue manifest, for voice unless said otherwise. */
export function queue(name: string, spec: JsonObject = {}, metadata: JsonObject = {}): Declaration {
  return { kind: 'Queue', metadata: { name, ...metadata }, spec: { channel: 'voice', ...spec } };
}
