import { describe, expect, it } from 'vitest';
import { EMPTY_HEAD } from '../../../src/core/ports.ts';
import { MemoryFiles } from '../../support/memory-files.ts';
import { runStarted } from '../records.ts';
import { folder, ledgerOf, lockPath } from './file-fixture.ts';

const runLockPath = `${folder}/run.lock`;
const lockText = (pid: number, host = 'here') => JSON.stringify({ pid, host, token: '00ff' });

describe('whether somebody is at work on a file ledger', () => {
  it('is told without making anything', async () => {
    const files = new MemoryFiles();
    expect(await ledgerOf(files).refusal()).toBeUndefined();
    expect(await files.find(folder, [''])).toBeUndefined();
  });

  it.each([
    ['a run', runLockPath],
    ['an append', lockPath],
  ])('is told of %s by who it is and which file says so', async (_, path) => {
    const refusal = await ledgerOf(new MemoryFiles({ [path]: lockText(7) }), { running: [1, 7] }).refusal();
    expect(refusal).toMatchObject({
      code: 'LEDGER_BUSY',
      message: expect.stringContaining('process 7 on here'),
      hint: expect.stringContaining(path),
    });
  });

  it.each([
    ['another machine, of which nobody knows whether it runs', lockText(7, 'there'), 'process 7 on there'],
    ['nobody knows whom', '{', 'another run'],
  ])('is told of a lock of %s', async (_, text, holder) => {
    const refusal = await ledgerOf(new MemoryFiles({ [runLockPath]: text })).refusal();
    expect(refusal?.message).toContain(holder);
  });

  it('is nobody where the process died, and its lock stays for the next run to take over', async () => {
    const files = new MemoryFiles({ [runLockPath]: lockText(7) });
    const ledger = ledgerOf(files);
    expect(await ledger.refusal()).toBeUndefined();
    expect(await files.read(runLockPath)).toBeDefined();
    await ledger.exclusively(async () => {
      expect((await ledgerOf(files, { pid: 2, running: [1, 2] }).refusal())?.code).toBe('LEDGER_BUSY');
      await ledger.append([runStarted()], EMPTY_HEAD);
    });
    expect(await ledger.refusal()).toBeUndefined();
  });
});
