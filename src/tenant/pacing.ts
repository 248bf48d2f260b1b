import { ApiError } from '../core/api-error.ts';
import type { Clock } from '../core/ports.ts';

interface BucketParts {
  readonly clock: Clock;
  readonly service: string;
  /** Method and path template, for the error's words. */
  readonly endpoint: string;
  readonly requestsPerMinute: number;
  /** Ends all waiting, with its reason. */
  readonly closed: AbortSignal;
}

/** A turn to send. */
export interface Turn<T> {
  readonly ready: T;
  /** When it was given, on the clock's monotonic scale. */
  readonly sentAt: number;
}

const minuteMs = 60_000;
const burstMax = 10;
const slownessMax = 1 / 16;
const recovery = 0.01;
/** Nobody waits longer for the end of a Retry-After: it becomes an error that says so. */
const patienceMsMax = 5 * minuteMs;

/**
 * The rate limit of one endpoint (contract §1, Rate limits). In no minute are more than `requestsPerMinute` turns given,
 * a small burst included: a tenth of them at most may go at once, the others are spaced evenly. Each wave of 429s halves the
 * rate down to a sixteenth; each other answer raises it by a hundredth.
 */
export class Bucket {
  readonly #parts: BucketParts;
  readonly #burst: number;
  readonly #intervalMs: number;
  /** When the next turn would be due if all were spaced evenly; the burst goes ahead of it. */
  #dueAt = 0;
  #lastSentAt = Number.NEGATIVE_INFINITY;
  #closedUntil = Number.NEGATIVE_INFINITY;
  /** Share of the rate that is used: 1 down to `slownessMax`. */
  #pace = 1;
  #slowedAt = Number.NEGATIVE_INFINITY;
  #queue: Promise<unknown> = Promise.resolve();

  constructor(parts: BucketParts) {
    this.#parts = parts;
    this.#burst = Math.min(burstMax, Math.floor(parts.requestsPerMinute / 10));
    this.#intervalMs = Math.ceil(minuteMs / (parts.requestsPerMinute - this.#burst));
  }

  /**
   * Waits in line until a request may go out and answers what `prepare` then gave; the request goes out at once.
   * Throws RATE_LIMITED where the tenant asked for more than five minutes of silence.
   */
  turn<T>(prepare: () => Promise<T>): Promise<Turn<T>> {
    const turn = this.#queue.then(() => this.#wait(prepare));
    this.#queue = turn.catch(() => undefined);
    return turn;
  }

  /** Learns from an answer to a request that went out at `sentAt`. */
  answered(sentAt: number, status: number, retryAfterMs: number | undefined): void {
    const now = this.#parts.clock.monotonic();
    if (retryAfterMs !== undefined) this.#closedUntil = Math.max(this.#closedUntil, now + retryAfterMs);
    if (status !== 429) {
      this.#pace = Math.min(1, this.#pace + recovery);
    } else if (sentAt > this.#slowedAt) {
      this.#pace = Math.max(slownessMax, this.#pace / 2);
      this.#slowedAt = now;
    }
  }

  async #wait<T>(prepare: () => Promise<T>): Promise<Turn<T>> {
    for (;;) {
      await this.#open();
      const ready = await prepare();
      const now = this.#parts.clock.monotonic();
      if (this.#opensAt() > now) continue;
      this.#dueAt = Math.max(now, this.#dueAt) + this.#intervalMs;
      this.#lastSentAt = now;
      return { ready, sentAt: now };
    }
  }

  async #open(): Promise<void> {
    const { clock, closed } = this.#parts;
    for (;;) {
      const now = clock.monotonic();
      const closedMs = this.#closedUntil - now;
      if (closedMs > patienceMsMax) throw this.#closedTooLong(closedMs);
      const waitMs = this.#opensAt() - now;
      if (waitMs <= 0) return;
      await clock.sleep(waitMs, closed);
    }
  }

  #opensAt(): number {
    const slowIntervalMs = this.#pace < 1 ? minuteMs / (this.#parts.requestsPerMinute * this.#pace) : 0;
    return Math.max(
      this.#closedUntil,
      this.#lastSentAt + slowIntervalMs,
      this.#dueAt - this.#burst * this.#intervalMs,
    );
  }

  #closedTooLong(closedMs: number): ApiError {
    const { service, endpoint } = this.#parts;
    return new ApiError({
      code: 'RATE_LIMITED',
      service,
      message: `${service}: ${endpoint} is not to be asked for another ${Math.ceil(closedMs / 1_000)} s`,
      hint: 'The tenant gave this time in Retry-After. Run cxform again when it is over',
    });
  }
}
