import type { Clock } from '../core/ports.ts';
import type { Answering } from './answering.ts';
import { ConnectionLoss } from './connection-loss.ts';

/** A tenant that is so far away. A client that does not wait is lost before its request arrives. */
export function late(answering: Answering, latencyMs: number, clock: Clock): Answering {
  if (latencyMs === 0) return answering;
  return async (request) => {
    await clock.sleep(latencyMs, request.signal).catch(() => {
      throw new ConnectionLoss();
    });
    return answering(request);
  };
}
