import { ApiError } from '../../../src/core/api-error.ts';
import type { Clock, Service } from '../../../src/core/ports.ts';
import { Secret } from '../../../src/core/secret.ts';
import { SeededRandom } from '../../../src/host/seeded-random.ts';
import { connectTenant, type TenantConnection } from '../../../src/tenant/connect.ts';
import type { ResolvedEndpoint } from '../../../src/tenant/endpoints/endpoint.ts';
import { type Fetch, overFetch } from '../../../src/tenant/wire/over-fetch.ts';
import type { RequestLogEntry } from '../../../src/tenant/wire/request-log.ts';
import { VirtualClock } from '../../support/virtual-clock.ts';

export const baseUrl = 'https://api.acme.mynicecx.com';
export const clientSecret = 's3cr3t/of+the client';
export const queuesPath = '/api/v2/routing/queues';

/** A routing endpoint with the defaults of contract §1. */
export const routing = (overrides: Partial<ResolvedEndpoint> = {}): ResolvedEndpoint => ({
  service: 'routing',
  baseUrl,
  tokenUrl: `${baseUrl}/oauth/token`,
  tokenBody: 'json',
  scopes: ['routing:queue:read', 'routing:queue:write'],
  clientId: 'cxform-ci',
  clientSecret: new Secret(clientSecret),
  timeoutMs: 30_000,
  requestsPerMinute: 240,
  retry: { attempts: 5, baseDelayMs: 1_000 },
  ...overrides,
});

/** What went over the wire. */
export interface Seen {
  readonly at: number;
  readonly method: string;
  readonly url: URL;
  readonly authorization: string | null;
  readonly headers: Headers;
  readonly body: string;
}

export type Answering = (seen: Seen, calls: number) => Response | Promise<Response>;

export interface Double {
  readonly connection: TenantConnection;
  readonly service: Service;
  readonly clock: Clock & { advance(ms: number): Promise<void> };
  /** Calls, without token requests. */
  readonly calls: Seen[];
  readonly tokenRequests: Seen[];
  readonly log: RequestLogEntry[];
}

interface DoubleParts {
  readonly endpoint?: Partial<ResolvedEndpoint>;
  /** Answers the call with the number `calls`, from 1. */
  readonly answer: Answering;
  /** Answers the token request with the number `calls`, from 1. */
  readonly token?: Answering;
  readonly auto?: boolean;
}

/** A connection whose fetch is a function of this process, on a clock that runs by itself unless `auto` is false. */
export function tenantDouble({ endpoint, answer, token = grantToken, auto = true }: DoubleParts): Double {
  const clock = new VirtualClock({ auto });
  const resolved = routing(endpoint);
  const calls: Seen[] = [];
  const tokenRequests: Seen[] = [];
  const log: RequestLogEntry[] = [];
  const fetch: Fetch = async (request) => {
    const seen = await seenFrom(request, clock);
    const isToken = seen.url.href === resolved.tokenUrl;
    const list = isToken ? tokenRequests : calls;
    list.push(seen);
    return (isToken ? token : answer)(seen, list.length);
  };
  const connection = connectTenant({
    endpoints: [resolved],
    clock,
    random: new SeededRandom(1),
    send: overFetch(fetch),
    log: (entry) => log.push(entry),
  });
  return { connection, service: connection.service(resolved.service), clock, calls, tokenRequests, log };
}

async function seenFrom(request: Request, clock: Clock): Promise<Seen> {
  return {
    at: clock.monotonic(),
    method: request.method,
    url: new URL(request.url),
    authorization: request.headers.get('authorization'),
    headers: request.headers,
    body: await request.text(),
  };
}

export const json = (body: unknown, status = 200, headers: Record<string, string> = {}) =>
  new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': 'application/json', ...headers },
  });

/** The token answer of contract §1. */
export const grantToken: Answering = (_seen, calls) =>
  json({ access_token: `token-${calls}`, token_type: 'bearer', expires_in: 3600 });

export const apiFault = (status: number, code: string, message: string, headers = {}) =>
  json({ errors: [{ code, message }] }, status, headers);

/** What fetch throws for a failing network. */
export const networkFault = (code: string, more: object = {}) =>
  new TypeError('fetch failed', { cause: Object.assign(new Error(code), { code, ...more }) });

/** The ApiError that the work ends in. */
export async function apiErrorOf(work: Promise<unknown>): Promise<ApiError> {
  const ended = await work.then(
    () => new Error('the work succeeded'),
    (error: unknown) => error,
  );
  if (ended instanceof ApiError) return ended;
  throw ended;
}

/** Lets everything run that is ready to. */
export const settled = () => new Promise<void>((resolve) => setImmediate(resolve));
