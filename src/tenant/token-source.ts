import type { Clock } from '../core/ports.ts';
import type { Bucket } from './pacing.ts';
import { retryAfterMs } from './retry-after.ts';
import { readToken, type TokenEndpoint, tokenRequest } from './token-request.ts';
import type { Transport } from './transport.ts';

interface TokenSourceParts {
  readonly endpoint: TokenEndpoint;
  readonly transport: Transport;
  readonly clock: Clock;
  readonly bucket: Bucket;
}

interface HeldToken {
  readonly value: string;
  readonly endsAt: number;
  renewAt: number;
}

const renewAtShare = 0.85;
const restMsMin = 30_000;
const renewalPauseMs = 10_000;

/**
 * The token of one service origin, client and list of scopes, in memory only. One request for a token is under way at a time,
 * whoever asks; it is renewed in the background at 85 % of its life, and waited for when under 30 s remain (contract §1, Tokens).
 */
export class TokenSource {
  readonly #parts: TokenSourceParts;
  #held: HeldToken | undefined;
  #renewal: Promise<string> | undefined;

  constructor(parts: TokenSourceParts) {
    this.#parts = parts;
  }

  /** A token that is good for now. Throws ApiError where none can be had; asking again tries again. */
  async current(): Promise<string> {
    const held = this.#held;
    const now = this.#parts.clock.monotonic();
    if (held === undefined || held.endsAt - now < restMsMin) return this.#renewed();
    if (now >= held.renewAt) this.#renewInBackground(held, now);
    return held.value;
  }

  /** Forgets a token that the tenant refused, unless a newer one is held already. */
  drop(value: string): void {
    if (this.#held?.value === value) this.#held = undefined;
  }

  /** A failure here is nobody's yet: whoever needs the token when this one runs out will see it. */
  #renewInBackground(held: HeldToken, now: number): void {
    held.renewAt = now + renewalPauseMs;
    this.#renewed().catch(() => undefined);
  }

  #renewed(): Promise<string> {
    this.#renewal ??= this.#request().finally(() => {
      this.#renewal = undefined;
    });
    return this.#renewal;
  }

  async #request(): Promise<string> {
    const { endpoint, transport, clock, bucket } = this.#parts;
    const outgoing = tokenRequest(endpoint);
    const { sentAt } = await bucket.turn(async () => undefined);
    const answer = await transport.exchange(outgoing);
    bucket.answered(sentAt, answer.status, retryAfterMs(answer.headers, clock.now()));
    const { value, lifeMs } = readToken(outgoing.asked, answer);
    this.#held = { value, endsAt: sentAt + lifeMs, renewAt: sentAt + lifeMs * renewAtShare };
    return value;
  }
}
