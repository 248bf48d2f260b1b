import { once } from 'node:events';
import { expect, it } from 'vitest';
import { whenAskedToStop } from '../../src/host/stop-signal.ts';

const counts = () => ['SIGINT', 'SIGTERM', 'SIGHUP'].map((signal) => process.listenerCount(signal));

it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
  '%s is told once; from then on the process is as if nobody had listened',
  async (signal) => {
    const before = counts();
    const asked = whenAskedToStop();
    expect(counts()).toEqual(before.map((count) => count + 1));
    const seen = once(process, signal);
    process.kill(process.pid, signal);
    expect(await asked).toBe(signal);
    await seen;
    expect(counts()).toEqual(before);
  },
);
