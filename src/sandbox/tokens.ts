import type { Clock, Random } from '../core/ports.ts';
import { Refusal } from './refusal.ts';
import type { Members } from './wire.ts';

/** Where tokens are asked for. */
export const TOKEN_PATH = '/oauth/token';

const LIFE_S = 3600;

/**
 * The one client that the sandbox knows. There is nothing to protect, so that the secret is none; but clients mask it wherever they show
 * something, and so it must be no word of messages.
 */
export const SANDBOX_CREDENTIALS = { clientId: 'sandbox', clientSecret: 'not-a-secret' } as const;

/** Issues access tokens and checks them (contract §1, Tokens). They live as long as the sandbox at most. */
export class Tokens {
  /** When each token expires, in milliseconds of the clock's monotonic time. */
  readonly #expiries = new Map<string, number>();
  readonly #scopes: readonly string[];
  readonly #clock: Clock;
  readonly #random: Random;

  constructor(scopes: readonly string[], clock: Clock, random: Random) {
    this.#scopes = scopes;
    this.#clock = clock;
    this.#random = random;
  }

  /** Answers a token request. Throws Refusal 401 for anything but the client credentials of the sandbox. */
  issue(request: Members): Members {
    const { clientId, clientSecret } = SANDBOX_CREDENTIALS;
    const isKnown = request.client_id === clientId && request.client_secret === clientSecret;
    if (!isKnown || request.grant_type !== 'client_credentials') {
      throw new Refusal(401, {
        code: 'invalid_client',
        message: 'wrong grant type, client id or client secret',
      });
    }
    this.#forgetExpired();
    const token = this.#random.hex(16);
    this.#expiries.set(token, this.#clock.monotonic() + LIFE_S * 1000);
    return { access_token: token, token_type: 'bearer', expires_in: LIFE_S };
  }

  /** Throws Refusal 401 without a living token, and 403 where tokens lack the scope. */
  check(authorization: string | undefined, scope: string): void {
    const token = /^Bearer +(\S+)$/i.exec(authorization ?? '')?.[1] ?? '';
    const expiry = this.#expiries.get(token);
    if (expiry === undefined || this.#clock.monotonic() >= expiry) {
      this.#expiries.delete(token);
      throw new Refusal(401, {
        code: 'invalid_token',
        message: 'the access token is missing, unknown or expired',
      });
    }
    if (!this.#scopes.includes(scope)) {
      throw new Refusal(403, { code: 'missing_scope', message: `the access token lacks the scope ${scope}` });
    }
  }

  /** They were issued in the order in which they expire. */
  #forgetExpired(): void {
    const now = this.#clock.monotonic();
    for (const [token, expiry] of this.#expiries) {
      if (expiry > now) return;
      this.#expiries.delete(token);
    }
  }
}
