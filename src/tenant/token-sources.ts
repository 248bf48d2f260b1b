import type { Clock } from '../core/ports.ts';
import type { ResolvedEndpoint } from './endpoint.ts';
import { Bucket } from './pacing.ts';
import { TokenSource } from './token-source.ts';
import type { Transport } from './transport.ts';

interface TokenSourcesParts {
  readonly transport: Transport;
  readonly clock: Clock;
  readonly closed: AbortSignal;
}

const requestsPerMinute = 60;

/** One TokenSource for each service origin, token URL, client and list of scopes (contract §1, Tokens). */
export class TokenSources {
  readonly #parts: TokenSourcesParts;
  readonly #sources = new Map<string, TokenSource>();

  constructor(parts: TokenSourcesParts) {
    this.#parts = parts;
  }

  /** The endpoint's source, shared with every endpoint that may use the same token. */
  of(endpoint: ResolvedEndpoint): TokenSource {
    const { service, baseUrl, tokenUrl, clientId, scopes } = endpoint;
    const key = JSON.stringify([new URL(baseUrl).origin, tokenUrl, clientId, scopes]);
    const known = this.#sources.get(key);
    if (known !== undefined) return known;
    const { transport, clock, closed } = this.#parts;
    const bucket = new Bucket({ clock, service, endpoint: 'the token request', requestsPerMinute, closed });
    const source = new TokenSource({ endpoint, transport, clock, bucket });
    this.#sources.set(key, source);
    return source;
  }
}
