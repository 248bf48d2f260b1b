import { describe, expect, it } from 'vitest';
import { scripted } from './support/scripted.ts';

const run = scripted('stop-requests.ts');

describe('requests to stop', () => {
  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'])(
    'abort their signal with the first %s, and end the process with the second',
    async (signal) => {
      const script = `
        const { signal } = stopRequests();
        await say(signal.aborted);
        ask('${signal}');
        await turns(50);
        await say(signal.aborted + ' ' + (signal.reason instanceof Error));
        later(100);
        ask('${signal}');
        await turns(50);
        await say('never');
      `;
      expect(await run(script)).toEqual({ said: 'false true true', code: null, signal });
    },
  );

  it('that are ignored end the process at once', async () => {
    const script = `
      const { signal, ignore } = stopRequests();
      ignore();
      ask('SIGTERM');
      await turns(50);
      await say('never');
    `;
    expect(await run(script)).toEqual({ said: '', code: null, signal: 'SIGTERM' });
  });

  it('that came before somebody listens anew are still there', async () => {
    const script = `
      const first = stopRequests();
      ask('SIGTERM');
      await turns(50);
      first.ignore();
      await say(stopRequests().signal.aborted);
    `;
    expect(await run(script)).toEqual({ said: 'true', code: 0, signal: null });
  });

  it('keep no process alive', async () => {
    expect(await run('stopRequests();')).toEqual({ said: '', code: 0, signal: null });
  });
});
