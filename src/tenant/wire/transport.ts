import { ApiError } from '../../core/api-error.ts';
import type { Json, JsonObject } from '../../core/json.ts';
import type { Clock } from '../../core/ports.ts';
import { failure } from '../errors/failure.ts';
import { networkError } from '../errors/network-error.ts';
import { withoutSecrets } from '../errors/without-secrets.ts';
import type { Answer, AnswerHead } from './answer.ts';
import type { Asked } from './asked.ts';
import { masked, type RequestLog } from './request-log.ts';
import type { HttpRequest, Incoming, Send } from './send.ts';

/** One HTTP request, ready to go out. */
export interface Outgoing {
  readonly asked: Asked;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: JsonObject | URLSearchParams;
  /** Total deadline, the answer's body included. */
  readonly timeoutMs: number;
}

interface TransportParts {
  readonly send: Send;
  readonly clock: Clock;
  /** Aborts, with an ApiError as its reason, when the connection is closed. */
  readonly closed: AbortSignal;
  readonly log: RequestLog | undefined;
}

/** Who only waits for the words of an answer whose status says what counts waits no longer. */
const wordsMsMax = 5_000;

/** Sends single requests: follows no redirect, repeats nothing. */
export class Transport {
  readonly #parts: TransportParts;

  constructor(parts: TransportParts) {
    this.#parts = parts;
  }

  /**
   * One exchange; `onHead` is told as soon as the status is known. Throws ApiError where there is no answer that tells how it went:
   * TIMEOUT, CANCELLED, HOST_UNKNOWN, CONNECTION_FAILED (nothing was sent), CONNECTION_LOST. What `send` throws that is no TypeError is
   * no failure of the network, and passes.
   */
  async exchange(outgoing: Outgoing, onHead: (head: AnswerHead) => void): Promise<Answer> {
    const { clock, log } = this.#parts;
    const startedAt = clock.monotonic();
    const { service, method, url, sensitive } = outgoing.asked;
    const entry = () => ({
      service,
      method,
      host: url.host,
      // A tenant may redirect to a path that holds the token.
      path: withoutSecrets(url.pathname, sensitive),
      durationMs: clock.monotonic() - startedAt,
    });
    try {
      const answer = await this.#answer(outgoing, onHead);
      log?.({ ...entry(), status: answer.status, ...bodyShown(outgoing, answer) });
      return answer;
    } catch (error) {
      if (error instanceof ApiError) log?.({ ...entry(), code: error.code });
      throw error;
    }
  }

  /** Races the exchange itself, since nothing can be trusted to end when its signal says so. */
  async #answer(outgoing: Outgoing, onHead: (head: AnswerHead) => void): Promise<Answer> {
    const { clock, closed } = this.#parts;
    if (closed.aborted) throw closed.reason;
    const stop = new AbortController();
    const request = requestOf(outgoing, stop.signal);
    const deadline = clock.deadline(outgoing.timeoutMs);
    const onStop = () => stop.abort();
    const stopped = new Promise<never>((_resolve, reject) => {
      stop.signal.addEventListener('abort', () => reject(this.#stopped(outgoing)), { once: true });
    });
    deadline.signal.addEventListener('abort', onStop, { once: true });
    closed.addEventListener('abort', onStop, { once: true });
    try {
      const incoming = await Promise.race([stopped, this.#parts.send(request)]);
      const { status, headers } = incoming;
      onHead(incoming);
      const text = isToldByStatus(status)
        ? await this.#words(incoming, stopped, onStop)
        : await Promise.race([stopped, incoming.text()]);
      return { status, headers, text };
    } catch (error) {
      throw error instanceof TypeError ? networkError(outgoing.asked, error) : error;
    } finally {
      deadline.clear();
      closed.removeEventListener('abort', onStop);
    }
  }

  /** What the answer says beside its status; nothing where that is slow to come, or lost. */
  async #words(incoming: Incoming, stopped: Promise<never>, stop: () => void): Promise<string | undefined> {
    const patience = this.#parts.clock.deadline(wordsMsMax);
    patience.signal.addEventListener('abort', stop, { once: true });
    try {
      return await Promise.race([stopped, incoming.text()]);
    } catch (error) {
      if (error instanceof TypeError || error instanceof ApiError) return '';
      throw error;
    } finally {
      patience.clear();
    }
  }

  #stopped({ asked, timeoutMs }: Outgoing): ApiError {
    const mayHaveTakenEffect = asked.purpose === 'write';
    return this.#parts.closed.aborted
      ? failure(asked, { code: 'CANCELLED', says: 'was cancelled', mayHaveTakenEffect })
      : failure(asked, { code: 'TIMEOUT', says: `had no answer in ${timeoutMs} ms`, mayHaveTakenEffect });
  }
}

/** What a 2xx holds is what was asked for, and only its words tell whether a 404 means absence. */
const isToldByStatus = (status: number) => status >= 300 && status !== 404 && status !== 410;

function requestOf({ asked, headers, body }: Outgoing, signal: AbortSignal): HttpRequest {
  const request = { url: asked.url.href, method: asked.method, headers, signal };
  if (body === undefined) return request;
  const isForm = body instanceof URLSearchParams;
  const contentType = isForm ? 'application/x-www-form-urlencoded' : 'application/json';
  return {
    ...request,
    headers: { ...headers, 'content-type': contentType },
    body: isForm ? body.toString() : JSON.stringify(body),
  };
}

function bodyShown({ body }: Outgoing, { status }: Answer): { readonly body?: Json } {
  return status < 500 || body === undefined || body instanceof URLSearchParams ? {} : { body: masked(body) };
}
