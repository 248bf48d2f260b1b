import type { Clock } from '../core/ports.ts';
import { Refusal } from './refusal.ts';

const WINDOW_MS = 60_000;

/** Counts calls on each endpoint over a sliding minute (contract §1, Rate limits). Refused calls do not count. */
export class RateLimit {
  readonly #calls = new Map<string, number[]>();
  readonly #callsMax: number;
  readonly #clock: Clock;

  constructor(requestsPerMinute: number, clock: Clock) {
    this.#callsMax = requestsPerMinute;
    this.#clock = clock;
  }

  /** Counts a call. Throws Refusal 429 with `Retry-After` in whole seconds where the minute is full. */
  count(endpoint: string): void {
    if (this.#callsMax === Number.POSITIVE_INFINITY) return;
    const now = this.#clock.monotonic();
    const calls = this.#callsOn(endpoint);
    // They came in the order of time.
    while (calls[0] !== undefined && calls[0] <= now - WINDOW_MS) calls.shift();
    const oldest = calls[0];
    if (oldest !== undefined && calls.length >= this.#callsMax) {
      const retryAfterS = Math.ceil((oldest + WINDOW_MS - now) / 1000);
      throw new Refusal(
        429,
        { code: 'rate_limited', message: `at most ${this.#callsMax} requests per minute on ${endpoint}` },
        { 'Retry-After': String(retryAfterS) },
      );
    }
    calls.push(now);
  }

  #callsOn(endpoint: string): number[] {
    const known = this.#calls.get(endpoint);
    if (known) return known;
    const calls: number[] = [];
    this.#calls.set(endpoint, calls);
    return calls;
  }
}
