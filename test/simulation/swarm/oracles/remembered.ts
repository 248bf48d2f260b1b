import { isArray, isObject, type Json, type JsonObject } from '../../../../src/core/json.ts';
import { objectIn, type State } from '../world/state.ts';
import type { Judgement } from './judgement.ts';
import type { Oracle } from './violation.ts';

/** What the ledger records as applied the object has had by then, each field of it. */
export const remembered: Oracle = ({ states }, judgement) =>
  judgement.written.flatMap(({ entry, bytes }) => {
    if (entry.type !== 'observed') return [];
    const until = stateAfter(judgement, bytes);
    const seen = states
      .slice(0, until + 1)
      .flatMap(({ state }) => objectIn(state as State, entry.id) ?? [])
      .map((object) => judgement.leavesOf(object));
    return [...recordedLeaves(judgement, entry.values.applied)]
      .filter(([leaf, value]) => !seen.some((leaves) => leaves.get(leaf) === value))
      .map(([leaf]) => `${entry.address} is recorded with ${leaf} as ${entry.id} never had it`);
  });

/** The latest of the tenant's states that there can have been when an entry was written. */
function stateAfter({ record }: Judgement, bytes: number): number {
  const later = record.exchanges.filter(({ message }) => message.journalBytes >= bytes);
  return Math.min(record.states.length - 1, ...later.map(({ before }) => before));
}

/** Of a spec as the ledger has it. A field that is null is as the tenant pleases. */
function recordedLeaves(judgement: Judgement, applied: JsonObject): ReadonlyMap<string, Json> {
  const leaves = new Map<string, Json>();
  for (const [key, value] of Object.entries(applied)) {
    if (value === null) continue;
    if (key === 'displayName') leaves.set('name', value);
    else if (key === 'wrapUpTimeout') leaves.set(key, milliseconds(value));
    else if (key === 'skills' && isArray(value)) {
      for (const { skill, level } of value.filter(isObject)) {
        leaves.set(`skills/${target(judgement, 'Skill', skill)}`, level ?? null);
      }
    } else if (key === 'overflow' && isObject(value)) {
      for (const [member, part] of Object.entries(value)) {
        if (part === null) continue;
        if (member === 'targetQueue') leaves.set('overflow/targetQueueId', target(judgement, 'Queue', part));
        else leaves.set(`overflow/${member}`, member === 'maxWaitTime' ? milliseconds(part) : part);
      }
    } else leaves.set(key, value);
  }
  return leaves;
}

function target(judgement: Judgement, kind: string, reference: Json | undefined): string {
  if (!isObject(reference)) return `${kind}/${reference}`;
  const id = String(reference.id);
  return judgement.addressOf(id) ?? id;
}

const unitMs: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
};

/** Such as `1m30s`. */
const milliseconds = (value: Json) =>
  [...String(value).matchAll(/(\d+)(ms|[smhd])/g)].reduce(
    (sum, [, count, unit = '']) => sum + Number(count) * (unitMs[unit] ?? Number.NaN),
    0,
  );
