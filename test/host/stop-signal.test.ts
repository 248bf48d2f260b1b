import { expect, it } from 'vitest';
import { scripted } from './support/scripted.ts';

const run = scripted('stop-signal.ts');

it.each(['SIGINT', 'SIGTERM', 'SIGHUP'])(
  '%s is told once; from then on the process is as if nobody had listened',
  async (signal) => {
    const script = `
      setInterval(() => {}, 1_000);
      const asked = whenAskedToStop();
      ask('${signal}');
      await say(await asked);
      later(100);
      ask('${signal}');
      await turns(50);
      await say('never');
    `;
    expect(await run(script)).toEqual({ said: signal, code: null, signal });
  },
);
