import { SeededRandom } from '../src/host/seeded-random.ts';

/** Choices that a seed makes: the same seed, the same choices. */
export class Chance {
  readonly #random: SeededRandom;
  #names = 0;

  constructor(seed: number) {
    this.#random = new SeededRandom(seed);
  }

  /** A whole number from 0, less than `limit`. */
  below(limit: number): number {
    return Math.floor(this.#random.next() * limit);
  }

  /** A whole number from `least` to `most`, both included. */
  between(least: number, most: number): number {
    return least + this.below(most - least + 1);
  }

  happens(probability: number): boolean {
    return this.#random.next() < probability;
  }

  /** One of a list that is not empty. */
  one<T>(list: readonly T[]): T {
    return list[this.below(list.length)] as T;
  }

  /** Those of a list that are chosen, each by itself. */
  some<T>(list: readonly T[], probability: number): readonly T[] {
    return list.filter(() => this.happens(probability));
  }

  /** A name that it never gave before. */
  newName(prefix: string): string {
    this.#names++;
    return `${prefix}${this.#names}`;
  }

  /** An id as the tenant gives them: their order says nothing. */
  id(prefix: string): string {
    return `${prefix}_${this.#random.hex(8)}`;
  }
}
