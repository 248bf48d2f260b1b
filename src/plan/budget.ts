import { kindIn } from '../core/address.ts';
import type { Change } from '../core/change.ts';
import { clearedPaths } from '../core/clears.ts';
import { groupBy } from '../core/group-by.ts';
import type { KindTable } from '../core/kind-table.ts';

export interface Budget {
  readonly requests: number;
  readonly estimatedSeconds: number;
}

/**
 * What an apply of these changes costs: the reads that the plan itself took, a write a change, and a read after each update that
 * clears a field (to learn what the tenant shows then). The time is that of the busiest endpoint at its rate limit; each kind
 * writes each action through an endpoint of its own.
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
  const clears = changes.filter(({ address, action, fields }) => {
    const model = kinds.get(kindIn(address)).fields;
    return action === 'update' && clearedPaths(model, fields).length > 0;
  });
  return {
    requests: reads + changes.length + clears.length,
    estimatedSeconds: Math.ceil(Math.max(0, ...seconds)),
  };
}
