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

/** An OverflowRule manifest for a queue of the same name, unless said otherwise. */
export function overflowRule(name: string, spec: JsonObject = {}, metadata: JsonObject = {}): Declaration {
  const whole = { queue: name, maxWaitTime: '1m', action: 'drop', ...spec };
  return { kind: 'OverflowRule', metadata: { name, ...metadata }, spec: whole };
}

/** A Roster manifest of these agents. */
export function roster(name: string, agents: readonly JsonObject[]): Declaration {
  return { kind: 'Roster', metadata: { name }, spec: { agents } };
}

/** A RoutingProfile manifest for all agents, unless said otherwise. */
export function routingProfile(name: string, spec: JsonObject = {}, metadata: JsonObject = {}): Declaration {
  return {
    kind: 'RoutingProfile',
    metadata: { name, ...metadata },
    spec: { agents: ['all'], queues: [], ...spec },
  };
}
