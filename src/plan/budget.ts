import { kindIn } from '../core/address.ts';
import type { Change } from '../core/change.ts';
import { clearedPaths, declaredNull } from '../core/clears.ts';
import { groupBy } from '../core/group-by.ts';
import type { KindTable } from '../core/kind-table.ts';

export interface Budget {
  readonly requests: number;
  readonly estimatedSeconds: number;
}

/**
 * What an apply of these changes costs: the reads that the plan itself took, a write a change, a read after each write that clears a
 * field (to learn what the tenant shows then) and one before each write to an object without a version. The time is that of the
 * busiest endpoint at its rate limit; each kind writes each action through an endpoint of its own.
 */
export function budgetOf(
  kinds: KindTable,
  changes: readonly Change[],
  reads: number,
  requestsPerMinute: (service: string) => number,
): Budget {
  const endpoints = groupBy(changes, ({ address, action }) => `${kindIn(address)}/${action}`);
  const seconds = [...endpoints].map(([endpoint, writes]) => {
    const { wire } = kinds.get(endpoint.slice(0, endpoint.indexOf('/')));
    return (writes.length * 60) / requestsPerMinute(wire.service);
  });
  const rereads = changes.map((change) => rereadsFor(kinds, change));
  return {
    requests: reads + changes.length + rereads.reduce((sum, count) => sum + count, 0),
    estimatedSeconds: Math.ceil(Math.max(0, ...seconds)),
  };
}

function rereadsFor(kinds: KindTable, { address, action, version, fields, desired }: Change): number {
  const { fields: model } = kinds.get(kindIn(address));
  const before = action !== 'create' && version === undefined ? 1 : 0;
  const cleared = action === 'create' ? declaredNull(desired) : clearedPaths(model, fields);
  return before + (cleared.length > 0 ? 1 : 0);
}
