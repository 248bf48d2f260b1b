import type { Clock, Random } from '../../../src/core/ports.ts';
import type { Fetch } from '../../../src/tenant/wire/over-fetch.ts';
import { apiFault } from './tenant-double.ts';

/** Answers take this long, and up to half as much longer. */
export const late =
  (fetch: Fetch, { clock, random, ms }: { clock: Clock; random: Random; ms: number }): Fetch =>
  async (request) => {
    await clock.sleep((ms * (1 + random.next() / 2)) / 2);
    const response = await fetch(request);
    await clock.sleep((ms * (1 + random.next() / 2)) / 2);
    return response;
  };

/** Says `Retry-After` otherwise than in seconds. */
export const sayingRetryAfter =
  (fetch: Fetch, say: (seconds: number) => string | undefined): Fetch =>
  async (request) => {
    const response = await fetch(request);
    const seconds = response.headers.get('retry-after');
    if (seconds === null) return response;
    const headers = new Headers(response.headers);
    const said = say(Number(seconds));
    if (said === undefined) headers.delete('retry-after');
    else headers.set('retry-after', said);
    return new Response(response.body, { status: response.status, headers });
  };

/** Refuses what a bucket has no token for: it holds `capacity`, and gets `perMinute` new ones evenly. */
export function tokenBucket(
  fetch: Fetch,
  { clock, perMinute, capacity }: { clock: Clock; perMinute: number; capacity: number },
): Fetch {
  const intervalMs = 60_000 / perMinute;
  let tokens = capacity;
  let at = clock.monotonic();
  return async (request) => {
    if (request.url.endsWith('/oauth/token')) return fetch(request);
    const now = clock.monotonic();
    tokens = Math.min(capacity, tokens + (now - at) / intervalMs);
    at = now;
    if (tokens >= 1 - 1e-9) {
      tokens--;
      return fetch(request);
    }
    const seconds = Math.ceil(((1 - tokens) * intervalMs) / 1_000);
    return apiFault(429, 'rate_limited', 'slow down', { 'retry-after': String(seconds) });
  };
}

/** A call as it went out, on the clock's monotonic scale. */
export interface SentCall {
  readonly method: string;
  readonly sentAt: number;
}

/** What was sent, and what came back. */
export interface Watched {
  readonly fetch: Fetch;
  /** Requests sent to an endpoint while an earlier answer of it asked not to. */
  readonly insideRetryAfter: readonly string[];
  /** Token requests left out. */
  readonly calls: readonly SentCall[];
  /** Answers 429. */
  refusals(): number;
}

/** Watches whether `Retry-After`, in seconds or as a date, is kept to. */
export function watched(fetch: Fetch, clock: Clock): Watched {
  const closedUntil = new Map<string, number>();
  const insideRetryAfter: string[] = [];
  const calls: SentCall[] = [];
  let refusals = 0;
  const observed: Fetch = async (request) => {
    const endpoint = `${request.method} ${new URL(request.url).pathname}`;
    const isCall = !endpoint.endsWith('/oauth/token');
    const until = closedUntil.get(endpoint) ?? 0;
    const now = clock.monotonic();
    if (now < until) insideRetryAfter.push(`${endpoint} at ${now}`);
    if (isCall) calls.push({ method: request.method, sentAt: now });
    const response = await fetch(request);
    if (response.status === 429) refusals++;
    const said = response.headers.get('retry-after');
    if (said !== null) {
      const forMs = /^\d+$/.test(said) ? Number(said) * 1_000 : Date.parse(said) - clock.now();
      closedUntil.set(endpoint, Math.max(until, clock.monotonic() + forMs));
    }
    return response;
  };
  return { fetch: observed, insideRetryAfter, calls, refusals: () => refusals };
}
