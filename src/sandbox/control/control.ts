import { Hono } from 'hono';
import { type Answering, refusalAnswer } from '../answering.ts';
import { jsonBody } from '../json-body.ts';
import { Refusal } from '../refusal.ts';
import type { ControlRoute } from './control-route.ts';

/** Whether a request is for the sandbox itself rather than for the tenant in it. */
export function isControl({ url }: Request): boolean {
  return new URL(url).pathname.startsWith('/_sandbox/');
}

/** Answers the calls for the sandbox itself. */
export function createControl(routes: readonly ControlRoute[]): Answering {
  const app = new Hono();
  app.onError((error) => {
    if (!(error instanceof Refusal)) throw error;
    return refusalAnswer(error);
  });
  app.notFound(() => {
    const calls = routes.map(({ method, path }) => `${method} ${path}`).join(', ');
    return refusalAnswer(
      new Refusal(404, { code: 'not_found', message: `no such call; there are ${calls}` }),
    );
  });
  for (const { method, path, answer } of routes) {
    app.on(method, path, async ({ req, json }) => {
      const body = method === 'POST' ? await jsonBody(req.raw) : {};
      return json(await answer({ query: new URL(req.url).searchParams, body }));
    });
  }
  return async (request) => app.fetch(request);
}
