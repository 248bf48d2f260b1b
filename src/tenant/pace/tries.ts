import type { ApiError } from '../../core/api-error.ts';

/**
 * Counts how a call has been tried. A 429 is no try in vain once the tenant has let other calls to the endpoint through since:
 * there was room, and a neighbour had it, so that none runs out of attempts only because it is one of many.
 */
export class Tries {
  readonly #letThrough: () => number;
  #failed = 0;
  #rateLimited = 0;
  #refusedInVain = 0;
  #letThroughBefore = 0;

  constructor(letThrough: () => number) {
    this.#letThrough = letThrough;
  }

  /** Ends in anything but a 429. */
  get failed(): number {
    return this.#failed;
  }

  /** All 429s. */
  get rateLimited(): number {
    return this.#rateLimited;
  }

  /** What is held against the attempts that there are. */
  get inVain(): number {
    return this.#failed + this.#refusedInVain;
  }

  add({ code }: ApiError): void {
    if (code !== 'RATE_LIMITED') {
      this.#failed++;
      return;
    }
    const letThrough = this.#letThrough();
    this.#refusedInVain = letThrough === this.#letThroughBefore ? this.#refusedInVain + 1 : 1;
    this.#letThroughBefore = letThrough;
    this.#rateLimited++;
  }
}
