import type { Clock } from '../../core/ports.ts';
import { ConnectionLoss } from '../connection-loss.ts';
import { EVERYTHING, type Fault } from './fault.ts';

/** The connection breaks: before anything is done, in the midst of the answer, or when all is done and no answer is out. */
export const resets = {
  'reset-before': {
    strikes: EVERYTHING,
    answer: () => {
      throw new ConnectionLoss();
    },
  },
  'reset-during': {
    strikes: EVERYTHING,
    answer: async (request, { tenant, clock }) => {
      const answer = await tenant(request);
      const bytes = new Uint8Array(await answer.arrayBuffer());
      // Where there is no body the headers alone cannot be cut in two.
      if (bytes.length === 0) throw new ConnectionLoss();
      const { status, headers } = answer;
      return new Response(brokenAt(bytes.subarray(0, bytes.length / 2), clock), { status, headers });
    },
  },
  'reset-after': {
    strikes: EVERYTHING,
    answer: async (request, { tenant }) => {
      await tenant(request);
      throw new ConnectionLoss();
    },
  },
} as const satisfies Readonly<Record<string, Fault>>;

/** Long enough for what was sent to arrive. */
const BREAK_MS = 50;

function brokenAt(bytes: Uint8Array, clock: Clock): ReadableStream<Uint8Array> {
  return new ReadableStream<Uint8Array>({
    start: (controller) => controller.enqueue(bytes),
    pull: async (controller) => {
      await clock.sleep(BREAK_MS);
      controller.error(new ConnectionLoss());
    },
  });
}
