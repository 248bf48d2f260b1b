import type { Clock, Random } from '../../core/ports.ts';
import type { ResolvedEndpoint } from '../endpoints/endpoint.ts';
import type { KnownSecrets } from '../errors/known-secrets.ts';
import { Breaker } from '../pace/breaker.ts';
import { Bucket } from '../pace/pacing.ts';
import type { Transport } from '../wire/transport.ts';
import { TokenSource } from './token-source.ts';

interface TokenSourcesParts {
  readonly transport: Transport;
  readonly clock: Clock;
  readonly random: Random;
  readonly secrets: KnownSecrets;
  readonly closed: AbortSignal;
}

const requestsPerMinute = 60;
const subject = 'the token request';

/** One TokenSource for each service origin, token URL, client and list of scopes (contract §1, Tokens). */
export class TokenSources {
  readonly #parts: TokenSourcesParts;
  readonly #sources = new Map<string, TokenSource>();

  constructor(parts: TokenSourcesParts) {
    this.#parts = parts;
  }

  /** The endpoint's source, shared with every endpoint that may use the same token. */
  of(endpoint: ResolvedEndpoint): TokenSource {
    const { service, baseUrl, tokenUrl, clientId, scopes, retry } = endpoint;
    const key = JSON.stringify([new URL(baseUrl).origin, tokenUrl, clientId, scopes]);
    const known = this.#sources.get(key);
    if (known !== undefined) return known;
    const { transport, clock, random, secrets, closed } = this.#parts;
    const limit = { service, endpoint: subject, requestsPerMinute, retry };
    const bucket = new Bucket({ ...limit, clock, random });
    const breaker = new Breaker({ clock, service, subject });
    const source = new TokenSource({ endpoint, transport, clock, secrets, bucket, breaker, closed });
    this.#sources.set(key, source);
    return source;
  }
}
