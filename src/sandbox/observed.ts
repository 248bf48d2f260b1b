import type { Clock } from '../core/ports.ts';
import { type Answering, refusalAnswer } from './answering.ts';
import type { Boundaries, Boundary } from './boundaries.ts';
import { Refusal } from './refusal.ts';
import type { RequestLog } from './request-log.ts';
import { TOKEN_PATH } from './tokens.ts';
import type { Members } from './wire.ts';

interface ObservedParts {
  readonly log: RequestLog;
  /** What the API has read of each request. */
  readonly bodies: WeakMap<Request, Members>;
  readonly clock: Clock;
  readonly boundaries: Boundaries;
}

/** Around every request: the boundaries, and the log. A request lost on the way is logged without a status. */
export function observed(answering: Answering, { log, bodies, clock, boundaries }: ObservedParts): Answering {
  return async (request) => {
    await reached('received', request);
    const response = await answered(request);
    await reached('answered', request);
    return response;
  };

  async function answered(request: Request): Promise<Response> {
    try {
      return await logged(request);
    } catch (thrown) {
      if (thrown instanceof Refusal) return refusalAnswer(thrown);
      throw thrown;
    }
  }

  async function logged(request: Request): Promise<Response> {
    const response = await answering(request).catch(async (lost: unknown) => {
      await log.add(recordOf(request));
      throw lost;
    });
    await log.add({ ...recordOf(request), status: response.status });
    return response;
  }

  async function reached(boundary: Boundary, { method, url }: Request): Promise<void> {
    const path = new URL(url).pathname;
    if (path !== TOKEN_PATH) await boundaries(boundary, { method, path });
  }

  function recordOf(request: Request) {
    const { pathname, search } = new URL(request.url);
    const body = bodies.get(request);
    return {
      at: new Date(clock.now()).toISOString(),
      method: request.method,
      path: `${pathname}${search}`,
      ...(body && { body }),
    };
  }
}
