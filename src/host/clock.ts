import type { Clock } from '../core/ports.ts';

/** The machine's clock. */
export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),

  sleep(ms, signal) {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason);
      const stop = () => {
        clearTimeout(timer);
        reject(signal?.reason);
      };
      const timer = setTimeout(() => {
        signal?.removeEventListener('abort', stop);
        resolve();
      }, within(ms));
      signal?.addEventListener('abort', stop, { once: true });
    });
  },

  deadline(ms) {
    const controller = new AbortController();
    const timer = setTimeout(() => controller.abort(new Error('deadline passed')), within(ms));
    // A deadline alone is nothing to stay alive for.
    timer.unref();
    return { signal: controller.signal, clear: () => clearTimeout(timer) };
  },
};

/** Node fires at once where a delay passes 31 bits; a tenant that asks for such a pause gets the longest one instead. */
const delayMsMax = 2 ** 31 - 1;

const within = (ms: number) => Math.min(Math.max(ms, 0), delayMsMax);
