import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { beforeAll, describe, expect, it } from 'vitest';

let wholly = '';

/** The module as JavaScript, for processes to begin with. */
beforeAll(async () => {
  const entry = fileURLToPath(new URL('../../src/host/interruptions.ts', import.meta.url));
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'node',
  });
  wholly = outputFiles[0]?.text ?? '';
});

const helpers = `
const say = (text) => new Promise((resolve) => process.stdout.write(text + ' ', resolve));
const turns = async (count) => { for (let i = 0; i < count; i++) await new Promise(setImmediate); };
const ask = (signal) => process.kill(process.pid, signal);
`;

/** What a process said, and how it ended. */
async function run(script: string): Promise<{ said: string; code: number | null; signal: string | null }> {
  const child = spawn(
    process.execPath,
    ['--input-type=module', '--eval', `${wholly}\n${helpers}\n${script}`],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const ended = new Promise<{ code: number | null; signal: string | null }>((resolve) => {
    child.once('close', (code, signal) => resolve({ code, signal }));
  });
  return { said: (await text(child.stdout)).trim(), ...(await ended) };
}

describe('a signal', () => {
  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'])(
    '%s ends the process after the work that goes on, and before any other',
    async (signal) => {
      const script = `
        const first = wholly(async () => { ask('${signal}'); await turns(50); await say('whole'); });
        const second = wholly(async () => { await turns(80); await say('too'); });
        await turns(20);
        const third = wholly(async () => { await say('never'); });
        await Promise.all([first, second, third]);
        await say('after');
      `;
      expect(await run(script)).toEqual({ said: 'whole too', code: null, signal });
    },
  );

  it('ends the process at once where nothing goes on, for the first time or any more', async () => {
    const never = await run(`ask('SIGTERM'); await turns(50); await say('alive');`);
    expect(never).toEqual({ said: '', code: null, signal: 'SIGTERM' });
    const noMore = await run(
      `await wholly(() => say('done')); ask('SIGTERM'); await turns(50); await say('alive');`,
    );
    expect(noMore).toEqual({ said: 'done', code: null, signal: 'SIGTERM' });
  });

  it('waits for no work without end: what can be taken back is', async () => {
    const script = `
      wholly(() => new Promise(() => {}), () => process.stdout.write('taken back '));
      ask('SIGINT');
      setInterval(() => {}, 1000);
    `;
    expect(await run(script)).toEqual({ said: 'taken back', code: null, signal: 'SIGINT' });
  });

  it('that comes again changes nothing', async () => {
    const script = `
      await wholly(async () => { ask('SIGINT'); await turns(20); ask('SIGINT'); ask('SIGTERM'); await turns(20); await say('whole'); });
      await say('after');
    `;
    expect(await run(script)).toEqual({ said: 'whole', code: null, signal: 'SIGINT' });
  });

  it.each(['on', 'once'])('is left to whoever listens for it too (%s)', async (listen) => {
    const script = `
      await wholly(() => say('done'));
      process.${listen}('SIGTERM', () => process.stdout.write('heard '));
      await wholly(async () => { ask('SIGTERM'); await turns(50); await say('whole'); });
      await wholly(() => say('after'));
    `;
    expect(await run(script)).toEqual({ said: 'done heard whole after', code: 0, signal: null });
  });

  it('that nobody sends changes nothing: failures are the work’s own, and the process ends when it has nothing to do', async () => {
    const script = `
      await wholly(async () => { throw new Error('no'); }).catch(({ message }) => say(message));
      await say(await wholly(async () => 'yes'));
    `;
    expect(await run(script)).toEqual({ said: 'no yes', code: 0, signal: null });
  });
});
