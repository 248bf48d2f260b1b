import type { Clock } from '../../../../src/core/ports.ts';
import type { Life } from './life.ts';
import type { Time } from './time.ts';

/** The wall clock of a machine, which somebody may set. */
export interface WallClock {
  /** Milliseconds ahead of the time that it is. */
  aheadMs: number;
}

/** The clock as a process sees it that may be frozen or dead. */
export function clockOf(time: Time, wall: WallClock, life: Life): Clock {
  return {
    now: () => time.now + wall.aheadMs,
    monotonic: () => time.elapsed,

    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        if (signal?.aborted) return reject(signal.reason);
        const timer = life.after(ms, () => {
          signal?.removeEventListener('abort', onAbort);
          resolve();
        });
        const onAbort = () => {
          timer.cancel();
          reject(signal?.reason);
        };
        signal?.addEventListener('abort', onAbort, { once: true });
      }),

    deadline: (ms) => {
      const controller = new AbortController();
      const timer = life.after(ms, () => controller.abort(new Error('deadline passed')));
      return { signal: controller.signal, clear: () => timer.cancel() };
    },
  };
}
