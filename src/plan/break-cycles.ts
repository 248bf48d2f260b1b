import { type Address, byCodeUnit } from '../core/address.ts';
import { groupBy } from '../core/group-by.ts';
import { invariant } from '../core/invariant.ts';
import type { Path } from '../core/path.ts';

/** One change that has to wait for another. */
export interface Need {
  readonly waiter: Address;
  readonly needed: Address;
  /** The fields that one of the two can do without for a while, so that nothing has to wait; undefined where it cannot. */
  readonly deferrable: readonly Path[] | undefined;
}

export interface Unbroken {
  /** What is to be waited for: in no circle. */
  readonly kept: readonly Need[];
  /** What has to be deferred for that. */
  readonly deferred: readonly Need[];
  /** A circle of which no part can be deferred, its first change again at the end. */
  readonly cycle?: readonly Address[];
}

/**
 * Finds an order in which each change comes after what it needs. Where changes need each other in a circle, one need of it that can be
 * deferred is: the one of the lowest waiter, so that the same changes always give the same plan. Linear in changes and needs.
 */
export function breakCycles(needs: readonly Need[]): Unbroken {
  const ordering = new Ordering(needs);
  for (;;) {
    ordering.advance();
    const circle = ordering.findCircle();
    if (!circle)
      return { kept: needs.filter((need) => !ordering.deferred.has(need)), deferred: [...ordering.deferred] };
    const [softest] = circle
      .filter(({ deferrable }) => deferrable)
      .sort((a, b) => byCodeUnit(a.waiter, b.waiter));
    if (!softest) {
      const cycle = circle.map(({ waiter }) => waiter);
      return { kept: needs, deferred: [], cycle: [...cycle, cycle[0] as Address] };
    }
    ordering.defer(softest);
  }
}

/** Changes that are put in order one by one, each once nothing that it needs is left. */
class Ordering {
  readonly deferred = new Set<Need>();
  readonly #needsOf: ReadonlyMap<Address, readonly Need[]>;
  readonly #waitersOf: ReadonlyMap<Address, readonly Need[]>;
  readonly #left = new Map<Address, number>();
  readonly #ready: Address[] = [];
  /** What is not in order yet is among those from `#next` on. */
  readonly #waiting: readonly Address[];
  #next = 0;

  constructor(needs: readonly Need[]) {
    const sorted = [...needs].sort((a, b) => byCodeUnit(a.needed, b.needed));
    this.#needsOf = groupBy(sorted, ({ waiter }) => waiter);
    this.#waitersOf = groupBy(sorted, ({ needed }) => needed);
    this.#waiting = [...this.#needsOf.keys()].sort(byCodeUnit);
    for (const [waiter, own] of this.#needsOf) this.#left.set(waiter, own.length);
    for (const needed of this.#waitersOf.keys()) if (!this.#needsOf.has(needed)) this.#ready.push(needed);
  }

  /** Puts in order all that can be. */
  advance(): void {
    for (let done = this.#ready.pop(); done !== undefined; done = this.#ready.pop()) {
      for (const need of this.#waitersOf.get(done) ?? []) if (!this.deferred.has(need)) this.#settle(need);
    }
  }

  /** A circle among what is left; undefined where nothing is. */
  findCircle(): readonly Need[] | undefined {
    while (this.#next < this.#waiting.length && !this.#isOpen(this.#waiting[this.#next] as Address))
      this.#next++;
    const start = this.#waiting[this.#next];
    if (start === undefined) return undefined;
    const path: Need[] = [];
    const placeOf = new Map<Address, number>();
    for (let at = start; ; ) {
      const place = placeOf.get(at);
      if (place !== undefined) return path.slice(place);
      placeOf.set(at, path.length);
      const need = this.#needsOf.get(at)?.find((one) => !this.deferred.has(one) && this.#isOpen(one.needed));
      invariant(need, `${at} waits for nothing`);
      path.push(need);
      at = need.needed;
    }
  }

  defer(need: Need): void {
    this.deferred.add(need);
    this.#settle(need);
  }

  #isOpen(address: Address): boolean {
    return (this.#left.get(address) ?? 0) > 0;
  }

  #settle({ waiter }: Need): void {
    const left = (this.#left.get(waiter) ?? 0) - 1;
    this.#left.set(waiter, left);
    if (left === 0) this.#ready.push(waiter);
  }
}
