import { kindIn } from '../core/address.ts';
import type { Change } from '../core/change.ts';
import { clearedPaths, declaredNull } from '../core/clears.ts';
import { groupBy } from '../core/group-by.ts';
import type { KindTable } from '../core/kind-table.ts';
import type { Effect } from '../core/plan.ts';
import { rereadsBeforeCreate, rereadsBeforeWrite } from '../core/rereads.ts';

export interface Budget {
  readonly requests: number;
  readonly estimatedSeconds: number;
}

interface Work {
  readonly changes: readonly Change[];
  readonly effects: readonly Effect[];
  /** What reading the tenant took. */
  readonly reads: number;
}

/**
 * What an apply costs: the reads that the plan itself took, a write for each step of a change, and a read
 * - after each write that clears a field, to learn what the tenant shows then;
 * - before each write that no version guards, that sends what the tenant itself moves, or that links what was just created.
 * What is written again costs a read and a write. The time is that of the busiest endpoint at its rate limit; each kind writes each step
 * of each action through an endpoint of its own.
 */
export function budgetOf(
  kinds: KindTable,
  { changes, effects, reads }: Work,
  requestsPerMinute: (service: string) => number,
): Budget {
  const again = effects.flatMap(({ members }) => members).map((member) => `${kindIn(member)}/update`);
  const writes = changes.flatMap(({ address, action, steps }) =>
    steps.map((step) => `${kindIn(address)}/${step === 'write' ? action : 'update'}`),
  );
  const endpoints = groupBy([...writes, ...again], (endpoint) => endpoint);
  const seconds = [...endpoints].map(([endpoint, sent]) => {
    const { wire } = kinds.get(endpoint.slice(0, endpoint.indexOf('/')));
    return (sent.length * 60) / requestsPerMinute(wire.service);
  });
  const rereads = changes.map((change) => rereadsFor(kinds, change));
  return {
    requests: reads + writes.length + 2 * again.length + rereads.reduce((sum, count) => sum + count, 0),
    estimatedSeconds: Math.ceil(Math.max(0, ...seconds)),
  };
}

function rereadsFor(kinds: KindTable, { address, action, version, fields, desired, steps }: Change): number {
  const kind = kinds.get(kindIn(address));
  const cleared = action === 'create' ? declaredNull(desired) : clearedPaths(kind.fields, fields);
  const before = action === 'create' ? rereadsBeforeCreate(kind) : rereadsBeforeWrite(kind, version);
  const asked = [before, cleared.length > 0, steps.includes('link')];
  return asked.filter(Boolean).length;
}
