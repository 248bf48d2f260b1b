import { type Context, Hono } from 'hono';
import type { Clock, Random } from '../core/ports.ts';
import type { Boundaries, Boundary } from './boundaries.ts';
import { jsonBody } from './json-body.ts';
import type { RateLimit } from './rate-limit.ts';
import { Refusal } from './refusal.ts';
import type { RequestLog } from './request-log.ts';
import type { Answer, Call, Route } from './route.ts';
import type { Store } from './store.ts';
import type { Tokens } from './tokens.ts';
import type { Members } from './wire.ts';

const TOKEN_PATH = '/oauth/token';

/** What the API is made of. */
export interface ApiParts {
  readonly routes: readonly Route[];
  readonly store: Store;
  readonly tokens: Tokens;
  readonly rateLimit: RateLimit;
  readonly log: RequestLog;
  readonly clock: Clock;
  readonly random: Random;
  readonly boundaries: Boundaries;
}

type ApiContext = Context<{ Variables: { body?: Members } }>;

/** The API as `(Request) → Response`. What is no Refusal is thrown on to the caller, as a connection that was lost. */
export function createApi(parts: ApiParts): (request: Request) => Promise<Response> {
  const app = new Hono<{ Variables: { body?: Members } }>();
  app.onError((error, context) => {
    if (!(error instanceof Refusal)) throw error;
    return context.json({ errors: error.reasons }, error.status, error.headers);
  });
  app.notFound((context) => context.json({ errors: [{ code: 'not_found', message: 'no such call' }] }, 404));
  app.use((context, next) => observed(parts, context, next));
  app.post(TOKEN_PATH, async (context) => context.json(parts.tokens.issue(await jsonBody(context.req.raw))));
  for (const route of parts.routes) {
    app.on(route.method, route.path, (context) => served(parts, route, context));
  }
  return async (request) => app.fetch(request);
}

/** Around every request: the boundaries, and the log. A request lost on the way is logged without a status. */
async function observed(parts: ApiParts, context: ApiContext, next: () => Promise<void>): Promise<void> {
  await reached(parts, context, 'received');
  try {
    await next();
  } catch (lost) {
    await parts.log.add(recordOf(parts, context));
    throw lost;
  }
  await parts.log.add({ ...recordOf(parts, context), status: context.res.status });
  await reached(parts, context, 'answered');
}

async function served(parts: ApiParts, route: Route, context: ApiContext): Promise<Response> {
  parts.tokens.check(context.req.header('authorization'), route.scope);
  parts.rateLimit.count(`${route.method} ${route.path}`);
  const call = await callOf(parts, route, context);
  return responseOf(await answered(parts, route, call, context), context);
}

async function answered(parts: ApiParts, route: Route, call: Call, context: ApiContext): Promise<Answer> {
  if (route.method === 'GET') return route.read(parts.store.state, call);
  const answer = await parts.store.write((state) => route.change(state, call));
  await reached(parts, context, 'committed');
  return answer;
}

async function callOf({ random }: ApiParts, route: Route, context: ApiContext): Promise<Call> {
  const hasBody = route.method !== 'GET' && route.method !== 'DELETE';
  const body = hasBody ? await jsonBody(context.req.raw) : {};
  if (hasBody) context.set('body', body);
  return {
    id: context.req.param('id') ?? '',
    query: new URL(context.req.url).searchParams,
    body,
    newId: (prefix) => `${prefix}${random.hex(8)}`,
  };
}

function responseOf({ status, body }: Answer, context: ApiContext): Response {
  return status === 204 ? context.body(null, status) : context.json(body, status);
}

async function reached({ boundaries }: ApiParts, context: ApiContext, boundary: Boundary): Promise<void> {
  const { method, path } = context.req;
  if (path !== TOKEN_PATH) await boundaries(boundary, { method, path });
}

function recordOf({ clock }: ApiParts, context: ApiContext) {
  const { pathname, search } = new URL(context.req.url);
  const body = context.get('body');
  return {
    at: new Date(clock.now()).toISOString(),
    method: context.req.method,
    path: `${pathname}${search}`,
    ...(body && { body }),
  };
}
