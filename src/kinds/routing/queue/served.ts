import { nameIn } from '../../../core/address.ts';
import { isArray, isObject, type Json } from '../../../core/json.ts';
import type { Resource } from '../../../core/resource.ts';

/**
 * The names of the queues that agents serve; undefined where Git does not say who serves what: it declares no RoutingProfile, or one that
 * serves something by an id.
 */
export function servedQueues(all: readonly Resource[]): ReadonlySet<string> | undefined {
  const profiles = all.filter(({ kind }) => kind === 'RoutingProfile');
  if (profiles.length === 0) return undefined;
  const references = profiles.flatMap(({ spec }) => (isArray(spec.queues) ? spec.queues : []));
  const queues = all.filter(({ kind }) => kind === 'Queue');
  const byDisplayName = new Map(queues.map(({ spec, address }) => [spec.displayName, nameIn(address)]));
  const byPin = new Map(
    queues.flatMap(({ pin, address }) => (pin === undefined ? [] : [[pin, nameIn(address)]])),
  );
  const served = new Set<string>();
  for (const reference of references) {
    if (typeof reference === 'string') served.add(reference);
    if (!isObject(reference)) continue;
    const name = byDisplayName.get(reference.external as Json) ?? byPin.get(String(reference.id));
    if (name !== undefined) served.add(name);
    else if (reference.id !== undefined) return undefined;
  }
  return served;
}
