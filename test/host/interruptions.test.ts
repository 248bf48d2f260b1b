import { describe, expect, it } from 'vitest';
import { scripted } from './support/scripted.ts';

const run = scripted('interruptions.ts');

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

describe('the first signal, where somebody wants to be told', () => {
  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'])(
    '%s is told and ends nothing; the next one ends the process',
    async (signal) => {
      const script = `
      whenFirstAsked((first) => process.stdout.write('told ' + first + ' '));
      ask('${signal}');
      await turns(50);
      await say('alive');
      later(100);
      ask('${signal}');
      await turns(50);
      await say('never');
    `;
      expect(await run(script)).toEqual({ said: `told ${signal} alive`, code: null, signal });
    },
  );

  it('is one where the same comes again at once, as it does under npm; another one is the second', async () => {
    const again = `
      whenFirstAsked(() => process.stdout.write('told '));
      ask('SIGINT'); ask('SIGINT');
      await turns(50);
      ask('SIGINT');
      await turns(50);
      await say('alive');
    `;
    expect(await run(again)).toEqual({ said: 'told alive', code: 0, signal: null });
    const another = `
      whenFirstAsked(() => process.stdout.write('told '));
      ask('SIGINT');
      await turns(50);
      ask('SIGTERM');
      await turns(50);
      await say('never');
    `;
    expect(await run(another)).toEqual({ said: 'told', code: null, signal: 'SIGTERM' });
  });

  it('leaves work whole that goes on, and lets more begin; the second waits for it', async () => {
    const script = `
      whenFirstAsked(() => process.stdout.write('told '));
      await wholly(async () => { ask('SIGTERM'); await turns(50); await say('whole'); });
      await wholly(() => say('more'));
      await wholly(async () => { ask('SIGINT'); await turns(50); await say('too'); });
      await say('never');
    `;
    expect(await run(script)).toEqual({ said: 'told whole more too', code: null, signal: 'SIGINT' });
  });

  it('is told to all who want to know, also to those who come too late', async () => {
    const script = `
      whenFirstAsked(() => process.stdout.write('one '));
      whenFirstAsked(() => process.stdout.write('two '));
      ask('SIGTERM');
      await turns(50);
      whenFirstAsked(() => process.stdout.write('three '));
      await say('alive');
    `;
    expect(await run(script)).toEqual({ said: 'one two three alive', code: 0, signal: null });
  });

  it('ends the process where nobody wants to know any more', async () => {
    const script = `
      const ignore = whenFirstAsked(() => process.stdout.write('told '));
      ignore();
      ask('SIGTERM');
      await turns(50);
      await say('never');
    `;
    expect(await run(script)).toEqual({ said: '', code: null, signal: 'SIGTERM' });
  });
});
