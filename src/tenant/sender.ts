import type { Clock, ServiceRequest, ServiceResponse } from '../core/ports.ts';
import type { Answer } from './answer.ts';
import type { ResolvedEndpoint } from './endpoint.ts';
import { type Asked, failure } from './failure.ts';
import { Bucket } from './pacing.ts';
import { readAnswer } from './read-answer.ts';
import { redirectTarget } from './redirect.ts';
import { retryAfterMs } from './retry-after.ts';
import type { TokenSource } from './token-source.ts';
import type { Transport } from './transport.ts';
import { requestUrl } from './url.ts';

interface SenderParts {
  readonly endpoint: ResolvedEndpoint;
  readonly transport: Transport;
  readonly tokens: TokenSource;
  readonly clock: Clock;
  readonly closed: AbortSignal;
}

type Purpose = 'read' | 'list' | 'write';

interface TokenUse {
  readonly answer: Answer;
  readonly asked: Asked;
  readonly token: string;
}

const redirectsMax = 5;

/** Sends a call once: with a token, at the endpoint's pace, along redirects that may be followed. */
export class Sender {
  readonly #parts: SenderParts;
  readonly #buckets = new Map<string, Bucket>();

  constructor(parts: SenderParts) {
    this.#parts = parts;
  }

  /** Throws ApiError for all but a readable 2xx. */
  async send(purpose: Purpose, request: ServiceRequest): Promise<ServiceResponse> {
    let url = requestUrl(this.#parts.endpoint, request);
    for (let followed = 0; ; followed++) {
      const { asked, answer } = await this.#authorised(purpose, request, url);
      const target = redirectTarget(asked, answer);
      if (target === undefined) return readAnswer(asked, answer);
      if (followed === redirectsMax) {
        const says = `is redirected more than ${redirectsMax} times`;
        throw failure(asked, { code: 'REDIRECT_REFUSED', status: answer.status, says });
      }
      url = target;
    }
  }

  /** A 401 may only mean that the token has run out, so the call is made once more with a new one. */
  async #authorised(purpose: Purpose, request: ServiceRequest, url: URL): Promise<TokenUse> {
    const first = await this.#paced(purpose, request, url);
    if (first.answer.status !== 401) return first;
    this.#parts.tokens.drop(first.token);
    return this.#paced(purpose, request, url);
  }

  async #paced(purpose: Purpose, request: ServiceRequest, url: URL): Promise<TokenUse> {
    const { endpoint, tokens, transport, clock } = this.#parts;
    const bucket = this.#bucket(`${request.method} ${request.path}`);
    // Asked for here too, since nobody waits in line for a token that cannot be had.
    await tokens.current();
    const { ready: token, sentAt } = await bucket.turn(() => tokens.current());
    const asked: Asked = {
      service: endpoint.service,
      purpose,
      method: request.method,
      url,
      scopes: endpoint.scopes,
      sensitive: [token, endpoint.clientSecret.reveal()],
    };
    const answer = await transport.exchange({
      asked,
      headers: { authorization: `Bearer ${token}`, accept: 'application/json' },
      ...(request.body !== undefined && { body: request.body }),
      timeoutMs: endpoint.timeoutMs,
    });
    bucket.answered(sentAt, answer.status, retryAfterMs(answer.headers, clock.now()));
    return { answer, asked, token };
  }

  #bucket(name: string): Bucket {
    const known = this.#buckets.get(name);
    if (known !== undefined) return known;
    const { endpoint, clock, closed } = this.#parts;
    const { service, requestsPerMinute } = endpoint;
    const bucket = new Bucket({ clock, service, endpoint: name, requestsPerMinute, closed });
    this.#buckets.set(name, bucket);
    return bucket;
  }
}
