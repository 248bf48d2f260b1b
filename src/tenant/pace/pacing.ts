import { ApiError } from '../../core/api-error.ts';
import type { Clock, Random } from '../../core/ports.ts';
import type { ResolvedEndpoint } from '../endpoints/endpoint.ts';
import { orStopped } from './or-stopped.ts';
import { Pace } from './pace.ts';
import { Slots } from './slots.ts';

interface BucketParts {
  readonly clock: Clock;
  readonly random: Random;
  readonly service: string;
  /** Method and path template, for the error's words. */
  readonly endpoint: string;
  readonly requestsPerMinute: number;
  readonly retry: ResolvedEndpoint['retry'];
}

/** A turn to send. */
export interface Turn<T> {
  readonly ready: T;
  /** When it was given, on the clock's monotonic scale. */
  readonly sentAt: number;
}

const minuteMs = 60_000;
const underWayMax = 16;
const burstMax = 10;
const burstShare = 1 / 25;
/** Nobody waits longer for the end of a Retry-After: it becomes an error that says so. */
const patienceMsMax = 5 * minuteMs;

/**
 * The rate limit of one endpoint (contract §1, Rate limits). In no minute are more than `requestsPerMinute` turns given, a small
 * burst included: one in 25 at most may go at once, the others are spaced evenly, and further apart after 429s.
 */
export class Bucket {
  /** Calls of this endpoint from before their turn to their answer: each takes a connection of its own. */
  readonly underWay = new Slots(underWayMax);
  readonly #parts: BucketParts;
  readonly #pace: Pace;
  readonly #burst: number;
  readonly #intervalMs: number;
  /** When the next turn would be due if all were spaced evenly; the burst goes ahead of it. */
  #dueAt = 0;
  #lastSentAt = Number.NEGATIVE_INFINITY;
  #queue: Promise<unknown> = Promise.resolve();

  constructor(parts: BucketParts) {
    this.#parts = parts;
    this.#pace = new Pace({ ...parts, ...parts.retry });
    this.#burst = Math.min(burstMax, Math.floor(parts.requestsPerMinute * burstShare));
    this.#intervalMs = exactlySummable(minuteMs / (parts.requestsPerMinute - this.#burst));
  }

  /** Moves with each call that the tenant did not refuse for being too many. */
  get letThrough(): number {
    return this.#pace.letThrough;
  }

  /**
   * Waits in line until a request may go out and answers what `prepare` then gave; the request goes out at once. Throws
   * RATE_LIMITED where the tenant asked for more than five minutes of silence, or has let nothing through for more than one.
   * `stopped` ends all waiting at once, with its reason.
   */
  turn<T>(prepare: () => Promise<T>, stopped: AbortSignal): Promise<Turn<T>> {
    const turn = this.#queue.then(() => this.#wait(() => orStopped(prepare, stopped), stopped));
    this.#queue = turn.catch(() => undefined);
    return turn;
  }

  /** Learns from an answer to a request that went out at `sentAt`. */
  answered(sentAt: number, status: number, retryAfterMs: number | undefined): void {
    this.#pace.answered(sentAt, status, retryAfterMs);
  }

  async #wait<T>(prepare: () => Promise<T>, stopped: AbortSignal): Promise<Turn<T>> {
    for (;;) {
      await this.#open(stopped);
      const ready = await prepare();
      const now = this.#parts.clock.monotonic();
      if (this.#opensAt() > now) continue;
      this.#dueAt = Math.max(now, this.#dueAt) + this.#intervalMs;
      this.#lastSentAt = now;
      return { ready, sentAt: now };
    }
  }

  async #open(stopped: AbortSignal): Promise<void> {
    const { clock } = this.#parts;
    for (;;) {
      const now = clock.monotonic();
      const closedMs = this.#pace.closedUntil - now;
      if (closedMs > patienceMsMax) throw this.#closedFor(closedMs, 'gave this time in Retry-After');
      if (closedMs > 0 && this.#pace.isHopeless) {
        throw this.#closedFor(closedMs, 'has answered nothing but 429 for more than a minute');
      }
      const waitMs = this.#opensAt() - now;
      if (waitMs <= 0) return;
      await clock.sleep(waitMs, stopped);
    }
  }

  #opensAt(): number {
    const { share, closedUntil } = this.#pace;
    const slowIntervalMs = share < 1 ? minuteMs / (this.#parts.requestsPerMinute * share) : 0;
    return Math.max(
      closedUntil,
      this.#lastSentAt + slowIntervalMs,
      this.#dueAt - this.#burst * this.#intervalMs,
    );
  }

  #closedFor(closedMs: number, why: string): ApiError {
    const { service, endpoint } = this.#parts;
    const seconds = Math.ceil(closedMs / 1_000);
    return new ApiError({
      code: 'RATE_LIMITED',
      service,
      message: `${service}: ${endpoint} is not to be asked for another ${seconds} s: the tenant ${why}`,
      hint: `Run cxform again when that time is over, or lower spec.endpoints.${service}.requestsPerMinute`,
    });
  }
}

/** Rounded up to what sums up without error, so that an hour of turns is not one turn too early. */
const exactlySummable = (ms: number) => Math.ceil(ms * 1_024) / 1_024;
