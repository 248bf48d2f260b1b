import { nameIn } from '../../../core/address.ts';
import { isObject } from '../../../core/json.ts';
import { asReference, type Reference } from '../../../core/reference.ts';
import type { Resource } from '../../../core/resource.ts';

/** Where the contacts of a declared queue go when they have waited too long. */
export interface Overflow {
  readonly from: Resource;
  /** Undefined where they are dropped. */
  readonly target: Reference | undefined;
  /** The queue that `target` means, where Git declares it. */
  readonly to: Resource | undefined;
  /** A duration. */
  readonly wait: string;
}

/** The overflow of each declared queue that has one, by the queue's name; a queue has one at most. */
export type Overflows = ReadonlyMap<string, Overflow>;

/** What the specs of queues say of their overflow. Only names are followed: what has an id is not in Git. */
export function overflowsOf(queues: readonly Resource[]): Overflows {
  const byName = new Map(queues.map((queue) => [nameIn(queue.address), queue]));
  return new Map(
    queues.flatMap((from) => {
      const { overflow } = from.spec;
      if (!isObject(overflow)) return [];
      const { action, targetQueue, maxWaitTime } = overflow;
      const target = action === 'drop' ? undefined : asReference(targetQueue);
      const to = typeof target === 'string' ? byName.get(target) : undefined;
      return [[nameIn(from.address), { from, target, to, wait: String(maxWaitTime) }] as const];
    }),
  );
}

/** Overflows that lead round in a circle, each circle once, beginning with the queue whose name comes first. */
export function loopsIn(overflows: Overflows): readonly (readonly Overflow[])[] {
  const walkOf = new Map<Overflow, Overflow>();
  return [...overflows.values()].flatMap((start) => {
    let at: Overflow | undefined = start;
    while (at && !walkOf.has(at)) {
      walkOf.set(at, start);
      at = next(overflows, at);
    }
    // Else the walk has ended, or come upon an earlier one, which has found the loop if there is any.
    return at && walkOf.get(at) === start ? [loopThrough(overflows, at)] : [];
  });
}

function loopThrough(overflows: Overflows, start: Overflow): readonly Overflow[] {
  const loop = [start];
  let first = 0;
  for (let at = next(overflows, start); at && at !== start; at = next(overflows, at)) {
    if (at.from.address < (loop[first] as Overflow).from.address) first = loop.length;
    loop.push(at);
  }
  return [...loop.slice(first), ...loop.slice(0, first)];
}

function next(overflows: Overflows, { to }: Overflow): Overflow | undefined {
  return to && overflows.get(nameIn(to.address));
}

/**
 * The overflows that lead to where nobody answers: a declared queue that has no overflow of its own and no agents. None where
 * `served`, the names of the queues that have agents, is not known.
 */
export function deadEndsIn(
  overflows: Overflows,
  served: ReadonlySet<string> | undefined,
): readonly Overflow[] {
  if (!served) return [];
  return [...overflows.values()].filter(({ to }) => {
    const name = to && nameIn(to.address);
    return name !== undefined && !overflows.has(name) && !served.has(name);
  });
}
