import type { Clock, Random, ServiceRequest, ServiceResponse } from '../core/ports.ts';
import type { ResolvedEndpoint } from './endpoints/endpoint.ts';
import { failure } from './errors/failure.ts';
import { httpError } from './errors/http-error.ts';
import type { KnownSecrets } from './errors/known-secrets.ts';
import { Breaker } from './pace/breaker.ts';
import { orStopped } from './pace/or-stopped.ts';
import { Bucket } from './pace/pacing.ts';
import { retryAfterMs } from './pace/retry-after.ts';
import type { WriteGate } from './pace/write-gate.ts';
import type { TokenSource } from './tokens/token-source.ts';
import type { Answer } from './wire/answer.ts';
import type { Asked } from './wire/asked.ts';
import { readAnswer } from './wire/read-answer.ts';
import { redirectTarget } from './wire/redirect.ts';
import type { Transport } from './wire/transport.ts';
import { requestUrl } from './wire/url.ts';

interface SenderParts {
  readonly endpoint: ResolvedEndpoint;
  readonly transport: Transport;
  readonly tokens: TokenSource;
  readonly secrets: KnownSecrets;
  readonly clock: Clock;
  readonly random: Random;
  readonly gate: WriteGate;
}

/** A call as it is sent once. */
export interface Sending {
  readonly purpose: 'read' | 'list' | 'write';
  readonly request: ServiceRequest;
  /** Total deadline of each exchange. */
  readonly timeoutMs: number;
  /** Ends all waiting for an exchange to begin, with its reason. */
  readonly stopped: AbortSignal;
}

interface Authorised {
  readonly sending: Sending;
  readonly asked: Asked;
  readonly token: string;
}

interface Answered {
  readonly answer: Answer;
  readonly asked: Asked;
  readonly token: string;
}

const redirectsMax = 5;

/** Sends a call once: with a token, at the endpoint's pace, past breaker and gate, along redirects that may be followed. */
export class Sender {
  readonly #parts: SenderParts;
  readonly #breaker: Breaker;
  readonly #buckets = new Map<string, Bucket>();
  /** The service has answered a call, so that its host is no wrong one. */
  #isHostKnown = false;

  constructor(parts: SenderParts) {
    this.#parts = parts;
    this.#breaker = new Breaker({ clock: parts.clock, service: parts.endpoint.service });
  }

  /** The rate limit that a request is under. */
  bucket({ method, path }: Pick<ServiceRequest, 'method' | 'path'>): Bucket {
    const name = `${method} ${path}`;
    const known = this.#buckets.get(name);
    if (known !== undefined) return known;
    const { endpoint, clock, random } = this.#parts;
    const { service, requestsPerMinute, retry } = endpoint;
    const bucket = new Bucket({ clock, random, service, endpoint: name, requestsPerMinute, retry });
    this.#buckets.set(name, bucket);
    return bucket;
  }

  /** Throws ApiError for all but a readable 2xx. */
  async send(sending: Sending): Promise<ServiceResponse> {
    let url = requestUrl(this.#parts.endpoint, sending.request);
    for (let followed = 0; ; followed++) {
      const { asked, answer } = await this.#authorised(sending, url);
      const target = redirectTarget(asked, answer);
      if (target === undefined) return this.#read(asked, answer);
      if (followed === redirectsMax) {
        const says = `is redirected more than ${redirectsMax} times`;
        throw failure(asked, { code: 'REDIRECT_REFUSED', status: answer.status, says });
      }
      url = target;
    }
  }

  #read(asked: Asked, answer: Answer): ServiceResponse {
    const response = readAnswer(asked, answer);
    this.#isHostKnown = true;
    return response;
  }

  /** A 401 may only mean that the token has run out, so the call is made once more with a new one. */
  async #authorised(sending: Sending, url: URL): Promise<Answered> {
    const first = await this.#paced(sending, url);
    if (first.answer.status !== 401) return first;
    this.#parts.tokens.drop(first.token);
    return this.#paced(sending, url);
  }

  async #paced(sending: Sending, url: URL): Promise<Answered> {
    const { stopped } = sending;
    const bucket = this.bucket(sending.request);
    return bucket.underWay.hold(async () => {
      // Here too, since nobody waits in line for what cannot be had.
      await orStopped(() => this.#token(), stopped);
      const { ready: token, sentAt } = await bucket.turn(() => this.#cleared(sending), stopped);
      const asked = this.#asked(sending, url);
      const answer = await this.#breaker.guard(() =>
        this.#exchange({ sending, asked, token }, bucket, sentAt),
      );
      return { answer, asked, token };
    }, stopped);
  }

  /** The token of a request that may go out at once. The gate comes last, since what it grants does not last. */
  async #cleared({ purpose, timeoutMs }: Sending): Promise<string> {
    const token = await this.#token();
    if (purpose === 'write') await this.#parts.gate.pass(timeoutMs);
    return token;
  }

  #token(): Promise<string> {
    this.#breaker.assureNotOpen();
    return this.#parts.tokens.current();
  }

  async #exchange({ sending, asked, token }: Authorised, bucket: Bucket, sentAt: number): Promise<Answer> {
    const { transport, clock } = this.#parts;
    const { timeoutMs, request } = sending;
    const outgoing = {
      asked,
      headers: { authorization: `Bearer ${token}`, accept: 'application/json' },
      ...(request.body !== undefined && { body: request.body }),
      timeoutMs,
    };
    const answer = await transport.exchange(outgoing, ({ status, headers }) =>
      bucket.answered(sentAt, status, retryAfterMs(headers, clock.now())),
    );
    if (answer.status >= 500) throw httpError(asked, answer);
    return answer;
  }

  #asked({ purpose, request }: Sending, url: URL): Asked {
    const { endpoint, secrets } = this.#parts;
    const { service, scopes } = endpoint;
    return {
      service,
      purpose,
      method: request.method,
      url,
      scopes,
      isById: purpose !== 'list' && request.path.includes('{'),
      isHostKnown: this.#isHostKnown,
      sensitive: secrets.all,
    };
  }
}
