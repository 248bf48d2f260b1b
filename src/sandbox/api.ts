import { type Context, Hono } from 'hono';
import { type Answering, refusalAnswer } from './answering.ts';
import type { Boundaries } from './boundaries.ts';
import { jsonBody } from './json-body.ts';
import type { RateLimit } from './rate-limit.ts';
import { Refusal } from './refusal.ts';
import type { Answer, Call, Route } from './route.ts';
import type { Store } from './store.ts';
import { TOKEN_PATH, type Tokens } from './tokens.ts';
import type { Members } from './wire.ts';

/** What the API is made of. */
export interface ApiParts {
  readonly routes: readonly Route[];
  readonly store: Store;
  readonly tokens: Tokens;
  readonly rateLimit: RateLimit;
  readonly newId: (prefix: string) => string;
  readonly boundaries: Boundaries;
  /** Gets the JSON body of each write. */
  readonly bodies: WeakMap<Request, Members>;
}

/** The tenant's API. What is no Refusal is thrown on to the caller, as a connection that was lost. */
export function createApi(parts: ApiParts): Answering {
  const app = new Hono();
  app.onError((error) => {
    if (!(error instanceof Refusal)) throw error;
    return refusalAnswer(error);
  });
  app.notFound(() => refusalAnswer(new Refusal(404, { code: 'not_found', message: 'no such call' })));
  app.post(TOKEN_PATH, async (context) => context.json(parts.tokens.issue(await jsonBody(context.req.raw))));
  for (const route of parts.routes) {
    app.on(route.method, route.path, (context) => served(parts, route, context));
  }
  return async (request) => app.fetch(request);
}

async function served(parts: ApiParts, route: Route, context: Context): Promise<Response> {
  parts.tokens.check(context.req.header('authorization'), route.scope);
  parts.rateLimit.count(`${route.method} ${route.path}`);
  const call = await callOf(parts, route, context);
  return responseOf(await answered(parts, route, call, context), context);
}

async function answered(parts: ApiParts, route: Route, call: Call, context: Context): Promise<Answer> {
  if (route.method === 'GET') return route.read(parts.store.state, call);
  const answer = await parts.store.write((state) => route.change(state, call));
  const { method, path } = context.req;
  await parts.boundaries('committed', { method, path });
  return answer;
}

async function callOf({ newId, bodies }: ApiParts, route: Route, context: Context): Promise<Call> {
  const hasBody = route.method !== 'GET' && route.method !== 'DELETE';
  const body = hasBody ? await jsonBody(context.req.raw) : {};
  if (hasBody) bodies.set(context.req.raw, body);
  return {
    id: context.req.param('id') ?? '',
    query: new URL(context.req.url).searchParams,
    body,
    newId,
  };
}

function responseOf({ status, body }: Answer, context: Context): Response {
  return status === 204 ? context.body(null, status) : context.json(body, status);
}
