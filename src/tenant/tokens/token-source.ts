import type { SignIn } from '../../core/inspection.ts';
import type { Clock } from '../../core/ports.ts';
import { httpError } from '../errors/http-error.ts';
import type { KnownSecrets } from '../errors/known-secrets.ts';
import type { Breaker } from '../pace/breaker.ts';
import type { Bucket } from '../pace/pacing.ts';
import { retryAfterMs } from '../pace/retry-after.ts';
import type { Answer } from '../wire/answer.ts';
import type { Outgoing, Transport } from '../wire/transport.ts';
import { readToken, type TokenEndpoint, tokenRequest } from './token-request.ts';

interface TokenSourceParts {
  readonly endpoint: TokenEndpoint;
  readonly transport: Transport;
  readonly clock: Clock;
  readonly secrets: KnownSecrets;
  readonly bucket: Bucket;
  readonly breaker: Breaker;
  /** Ends all waiting, with its reason. */
  readonly closed: AbortSignal;
}

interface HeldToken {
  readonly value: string;
  readonly granted: SignIn;
  /** From then on callers wait for the next one. */
  readonly servesUntil: number;
  renewAt: number;
}

const renewAtShare = 0.85;
const restMsMin = 30_000;
/** Of a token that lives so short that 30 s would be most of its life, or all. */
const restShareMin = 0.5;
const renewalPauseMs = 10_000;

/**
 * The token of one service origin, client and list of scopes, in memory only. One request for a token is under way at a time,
 * whoever asks; it is renewed in the background at 85 % of its life, and waited for when under 30 s remain, or half of a life under a
 * minute (contract §1, Tokens).
 */
export class TokenSource {
  readonly #parts: TokenSourceParts;
  #held: HeldToken | undefined;
  #renewal: Promise<HeldToken> | undefined;

  constructor(parts: TokenSourceParts) {
    this.#parts = parts;
  }

  /** A token that is good for now. Throws ApiError where none can be had; asking again tries again. */
  async current(): Promise<string> {
    return (await this.#current()).value;
  }

  /** What the tenant grants this client. Throws as `current` does. */
  async signIn(): Promise<SignIn> {
    return (await this.#current()).granted;
  }

  async #current(): Promise<HeldToken> {
    const held = this.#held;
    const now = this.#parts.clock.monotonic();
    if (held === undefined || now > held.servesUntil) return this.#renewed();
    if (now >= held.renewAt) this.#renewInBackground(held, now);
    return held;
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

  #renewed(): Promise<HeldToken> {
    this.#renewal ??= this.#request().finally(() => {
      this.#renewal = undefined;
    });
    return this.#renewal;
  }

  async #request(): Promise<HeldToken> {
    const { endpoint, secrets, bucket, breaker, closed } = this.#parts;
    const outgoing = tokenRequest(endpoint, secrets.all);
    const { sentAt } = await bucket.turn(async () => breaker.assureNotOpen(), closed);
    const answer = await breaker.guard(() => this.#exchange(outgoing, sentAt));
    const { value, ...granted } = readToken(outgoing.asked, answer);
    secrets.addToken(value);
    const { lifeMs } = granted;
    const servesUntil = sentAt + lifeMs - Math.min(restMsMin, lifeMs * restShareMin);
    this.#held = { value, granted, servesUntil, renewAt: sentAt + lifeMs * renewAtShare };
    return this.#held;
  }

  async #exchange(outgoing: Outgoing, sentAt: number): Promise<Answer> {
    const { transport, clock, bucket } = this.#parts;
    const answer = await transport.exchange(outgoing, ({ status, headers }) =>
      bucket.answered(sentAt, status, retryAfterMs(headers, clock.now())),
    );
    if (answer.status >= 500) throw httpError(outgoing.asked, answer);
    return answer;
  }
}
