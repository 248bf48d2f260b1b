import { ApiError, type ApiErrorCode } from '../core/api-error.ts';
import type { Clock } from '../core/ports.ts';

const failuresMax = 8;
const restMs = 30_000;

const failures: ReadonlySet<ApiErrorCode> = new Set([
  'SERVER_ERROR',
  'TIMEOUT',
  'CONNECTION_FAILED',
  'CONNECTION_LOST',
]);

/**
 * Spares a service that does not answer: after eight failures in a row it refuses with BREAKER_OPEN for 30 s, then lets one
 * request try (contract §1). Requests that were on their way together fail together, and count once.
 */
export class Breaker {
  readonly #clock: Clock;
  readonly #service: string;
  #failuresInARow = 0;
  /** Moves with each failure that counts; a request that began in an earlier round knew nothing of it. */
  #round = 0;
  #openUntil: number | undefined;
  #lastFailure = '';

  constructor(clock: Clock, service: string) {
    this.#clock = clock;
    this.#service = service;
  }

  /** Does the work unless the breaker is open, and learns from how it ends. */
  async guard<T>(work: () => Promise<T>): Promise<T> {
    const round = this.#admit();
    try {
      const result = await work();
      this.#recovered();
      return result;
    } catch (error) {
      if (error instanceof ApiError && failures.has(error.code)) this.#failed(round, error);
      else this.#recovered();
      throw error;
    }
  }

  /** Whoever comes first after the rest is the one to try: the others are refused until it is known how that went. */
  #admit(): number {
    if (this.#openUntil !== undefined) {
      const now = this.#clock.monotonic();
      if (now < this.#openUntil) throw this.#refusal(this.#openUntil - now);
      this.#openUntil = now + restMs;
    }
    return this.#round;
  }

  #failed(round: number, error: ApiError): void {
    if (round !== this.#round) return;
    this.#round++;
    this.#failuresInARow++;
    this.#lastFailure = error.message;
    if (this.#failuresInARow >= failuresMax) this.#openUntil = this.#clock.monotonic() + restMs;
  }

  /** An answer that is no 5xx shows that the service is there; an error that is none of its own does no harm here. */
  #recovered(): void {
    this.#failuresInARow = 0;
    this.#openUntil = undefined;
  }

  #refusal(leftMs: number): ApiError {
    return new ApiError({
      code: 'BREAKER_OPEN',
      service: this.#service,
      retryable: true,
      message:
        `${this.#service}: not sent, since the last ${this.#failuresInARow} requests failed one after the other; ` +
        `the next try is in ${Math.ceil(leftMs / 1_000)} s. The last failure: ${this.#lastFailure}`,
      hint: 'Wait until the service answers again, then run cxform again',
    });
  }
}
