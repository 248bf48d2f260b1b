import { SeededRandom } from '../../src/host/seeded-random.ts';

/** Choices that a seed makes: the same seed, the same choices. */
export class Chance {
  readonly #random: SeededRandom;

  constructor(seed: number) {
    this.#random = new SeededRandom(seed);
  }

  /** A whole number from `least` to `most`, both included. */
  between(least: number, most: number): number {
    return least + Math.floor(this.#random.next() * (most - least + 1));
  }

  happens(probability: number): boolean {
    return this.#random.next() < probability;
  }

  /** One of a list that is not empty. */
  one<T>(list: readonly T[]): T {
    return list[this.between(0, list.length - 1)] as T;
  }

  /** An id as the tenant gives them: their order says nothing. */
  id(prefix: string): string {
    return `${prefix}_${this.#random.hex(8)}`;
  }
}
