import type { Clock, Random } from '../../core/ports.ts';

interface PaceParts {
  readonly clock: Clock;
  readonly random: Random;
  /** After so many refusals one after the other, spread over more than a minute, nobody waits any longer. */
  readonly attempts: number;
  /** The first pause after a 429 that does not say how long to wait; never under a second. */
  readonly baseDelayMs: number;
}

const minuteMs = 60_000;
const pauseMsMin = 1_000;
const pauseGrowth = 4;
const shareMin = 1 / 16;
const slowerWhenTold = 0.8;
const slowerUntold = 0.5;
const faster = 1.01;

/**
 * What the answers of one endpoint teach about how fast it may be asked (contract §1, Rate limits). `Retry-After` closes it for
 * everybody. A 429 without one, or right after another, closes it for a pause that grows fourfold, so that five refusals outlast
 * the minute over which a tenant counts. Each wave of 429s lowers the rate, by a fifth where the tenant says how long to wait and
 * by half where it does not; each call that is let through raises it by a hundredth.
 */
export class Pace {
  readonly #parts: PaceParts;
  #share = 1;
  #closedUntil = Number.NEGATIVE_INFINITY;
  #refusalsInARow = 0;
  #refusedSince = 0;
  /** What was sent before this moment knew nothing of the last refusal. */
  #refusedAt = Number.NEGATIVE_INFINITY;
  #letThrough = 0;

  constructor(parts: PaceParts) {
    this.#parts = parts;
  }

  /** The share of the rate that is used: 1 down to a sixteenth. */
  get share(): number {
    return this.#share;
  }

  /** Nothing is sent before, on the clock's monotonic scale. */
  get closedUntil(): number {
    return this.#closedUntil;
  }

  /** Moves with each call that was not refused. */
  get letThrough(): number {
    return this.#letThrough;
  }

  /** The endpoint has refused everything for more than a minute, however seldom it was asked. */
  get isHopeless(): boolean {
    const refusedMs = this.#parts.clock.monotonic() - this.#refusedSince;
    return this.#refusalsInARow >= this.#parts.attempts && refusedMs > minuteMs;
  }

  /** Learns from an answer to a request that went out at `sentAt`. */
  answered(sentAt: number, status: number, retryAfterMs: number | undefined): void {
    const now = this.#parts.clock.monotonic();
    if (retryAfterMs !== undefined) this.#close(now + retryAfterMs);
    if (sentAt <= this.#refusedAt) return;
    if (status === 429) this.#refused(now, retryAfterMs);
    else if (status < 500) this.#went();
  }

  #refused(now: number, retryAfterMs: number | undefined): void {
    if (this.#refusalsInARow === 0) this.#refusedSince = now;
    this.#refusalsInARow++;
    this.#refusedAt = now;
    const isTold = retryAfterMs !== undefined;
    this.#share = Math.max(shareMin, this.#share * (isTold ? slowerWhenTold : slowerUntold));
    const isKeptWord = isTold && this.#refusalsInARow === 1;
    this.#close(now + (isKeptWord ? pauseMsMin : this.#pauseMs()));
  }

  #went(): void {
    this.#refusalsInARow = 0;
    this.#letThrough++;
    this.#share = Math.min(1, this.#share * faster);
  }

  #close(until: number): void {
    this.#closedUntil = Math.max(this.#closedUntil, until);
  }

  #pauseMs(): number {
    const { baseDelayMs, random } = this.#parts;
    const grown = Math.max(pauseMsMin, baseDelayMs) * pauseGrowth ** (this.#refusalsInARow - 1);
    return Math.min(minuteMs, grown) * (1 + random.next() / 2);
  }
}
