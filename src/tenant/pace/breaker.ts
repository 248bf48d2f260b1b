import { ApiError, type ApiErrorCode } from '../../core/api-error.ts';
import type { Clock } from '../../core/ports.ts';

const failuresMax = 8;
const restMs = 30_000;

const failures: ReadonlySet<ApiErrorCode> = new Set([
  'SERVER_ERROR',
  'TIMEOUT',
  'CONNECTION_FAILED',
  'CONNECTION_LOST',
]);

interface BreakerParts {
  readonly clock: Clock;
  readonly service: string;
  /** What is asked where that is not the service itself, in words that go before "was not sent". */
  readonly subject?: string;
}

/**
 * Spares a service that does not answer: after eight failures in a row it refuses with BREAKER_OPEN for 30 s, then lets one
 * request try (contract §1). Requests that were on their way together fail together, and count once.
 */
export class Breaker {
  readonly #parts: BreakerParts;
  #failuresInARow = 0;
  /** Moves with each failure that counts; a request that began in an earlier round knew nothing of it. */
  #round = 0;
  #openUntil: number | undefined;
  #lastFailure = '';

  constructor(parts: BreakerParts) {
    this.#parts = parts;
  }

  /** Throws BREAKER_OPEN while nothing is sent, so that nobody waits in line for that. */
  assureNotOpen(): void {
    const leftMs = (this.#openUntil ?? 0) - this.#parts.clock.monotonic();
    if (this.#openUntil !== undefined && leftMs > 0) throw this.#refusal(leftMs);
  }

  /** Does the work, one exchange, unless the breaker is open, and learns from how it ends. */
  async guard<T>(work: () => Promise<T>): Promise<T> {
    const round = this.#admit();
    try {
      const result = await work();
      this.#recovered();
      return result;
    } catch (error) {
      if (error instanceof ApiError && isFailure(error)) this.#failed(round, error);
      else this.#recovered();
      throw error;
    }
  }

  /** Whoever comes first after the rest is the one to try: the others are refused until it is known how that went. */
  #admit(): number {
    this.assureNotOpen();
    if (this.#openUntil !== undefined) this.#openUntil = this.#parts.clock.monotonic() + restMs;
    return this.#round;
  }

  #failed(round: number, error: ApiError): void {
    if (round !== this.#round) return;
    this.#round++;
    this.#failuresInARow++;
    this.#lastFailure = error.message;
    if (this.#failuresInARow >= failuresMax) this.#openUntil = this.#parts.clock.monotonic() + restMs;
  }

  /** An answer that is no 5xx shows that the service is there; an error that is none of its own does no harm here. */
  #recovered(): void {
    this.#failuresInARow = 0;
    this.#openUntil = undefined;
  }

  #refusal(leftMs: number): ApiError {
    const { service, subject = 'the request' } = this.#parts;
    return new ApiError({
      code: 'BREAKER_OPEN',
      service,
      retryable: true,
      message:
        `${service}: ${subject} was not sent, since the last ${this.#failuresInARow} failed one after the other; ` +
        `the next try is in ${Math.ceil(leftMs / 1_000)} s. The last failure: ${this.#lastFailure}`,
      hint: 'Wait until the service answers again, then run cxform again',
    });
  }
}

/** A host whose name cannot be looked up has not answered either. */
const isFailure = ({ code, status }: ApiError) =>
  failures.has(code) || (code === 'HOST_UNKNOWN' && status === undefined);
