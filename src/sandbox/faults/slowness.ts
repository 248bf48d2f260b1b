import { ConnectionLoss } from '../connection-loss.ts';
import { EVERYTHING, type Fault, type Struck } from './fault.ts';

/** Longer than anybody waits. */
const SLOW_MS = 15 * 60_000;

const DRIBBLE_MS = 1000;

/** The tenant does what it is asked and takes its time to say so. It stops when the client has gone away. */
export const slowness = {
  'slow-headers': { strikes: EVERYTHING, answer: (request, struck) => heldBack(request, struck) },
  'slow-body': {
    strikes: EVERYTHING,
    answer: async (request, struck) => {
      const answer = await struck.tenant(request);
      const body = new Uint8Array(await answer.arrayBuffer());
      // Nothing to dribble: what is slow then are the headers.
      if (body.length === 0) return heldBack(request, { ...struck, tenant: async () => answer });
      const { status, headers } = answer;
      return new Response(dribbled(body, request.signal, struck), { status, headers });
    },
  },
} as const satisfies Readonly<Record<string, Fault>>;

async function heldBack(request: Request, { tenant, clock }: Struck): Promise<Response> {
  const answer = await tenant(request);
  await clock.sleep(SLOW_MS, request.signal).catch(() => {
    throw new ConnectionLoss();
  });
  return answer;
}

/** A space a second, which JSON allows in front of it, and at last the body. */
function dribbled(
  body: Uint8Array,
  gone: AbortSignal,
  { clock }: Pick<Struck, 'clock'>,
): ReadableStream<Uint8Array> {
  const stopped = new AbortController();
  const signal = AbortSignal.any([gone, stopped.signal]);
  let leftMs = SLOW_MS;
  return new ReadableStream<Uint8Array>({
    pull: async (controller) => {
      if (leftMs <= 0) {
        controller.enqueue(body);
        return controller.close();
      }
      leftMs -= DRIBBLE_MS;
      try {
        await clock.sleep(DRIBBLE_MS, signal);
        controller.enqueue(SPACE);
      } catch {
        controller.error(new ConnectionLoss());
      }
    },
    cancel: () => stopped.abort(),
  });
}

const SPACE = new TextEncoder().encode(' ');
