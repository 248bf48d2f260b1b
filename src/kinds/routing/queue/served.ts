import { isArray } from '../../../core/json.ts';
import type { Resource } from '../../../core/resource.ts';

/** The names of the queues that agents serve; undefined where Git declares no RoutingProfile, and so does not say who serves what. */
export function servedQueues(all: readonly Resource[]): ReadonlySet<string> | undefined {
  const profiles = all.filter(({ kind }) => kind === 'RoutingProfile');
  if (profiles.length === 0) return undefined;
  const served = new Set<string>();
  for (const { spec } of profiles) {
    for (const queue of isArray(spec.queues) ? spec.queues : []) {
      if (typeof queue === 'string') served.add(queue);
    }
  }
  return served;
}
