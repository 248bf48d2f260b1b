import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EMPTY_HEAD, type Ledger } from '../../../src/core/ports.ts';
import { MemoryFiles } from '../../support/memory-files.ts';
import { VirtualClock } from '../../support/virtual-clock.ts';
import { observed, runEnded, runStarted } from '../records.ts';
import { folder, headPath, ledgerOf, lockPath, textOf } from './file-fixture.ts';
import { inAnyOrder } from './in-any-order.ts';

const ttlMs = 15_000;
const lockText = (pid: number, host = 'here') => JSON.stringify({ pid, host, token: '00ff' });

/** Ledgers of several processes over the same files and clock. */
function processes({ running = [1, 2, 3] }: { running?: readonly number[] } = {}) {
  const files = new MemoryFiles();
  const clock = new VirtualClock({ auto: true });
  const of = (pid: number, more = {}) => ledgerOf(files, { pid, running, clock, ...more });
  return { files, clock, of, one: of(1), two: of(2) };
}

const types = async (ledger: Ledger) => (await ledger.read()).entries.map(({ type }) => type);

describe('the lease of a file ledger', () => {
  it('is one run’s, and the others are told whose and until when', async () => {
    const { one, two } = processes();
    const lease = {
      ...{ run: 'r1', pid: 1, host: 'here' },
      ...{ since: '2026-06-01T08:00:00.000Z', expiresAt: '2026-06-01T08:00:15.000Z' },
    };
    expect(await one.acquire('r1', ttlMs)).toEqual(lease);
    expect(await two.holder()).toEqual(lease);
    await expect(two.acquire('r2', ttlMs)).rejects.toMatchObject({
      code: 'LEDGER_BUSY',
      message: expect.stringMatching(/r1.*process 1 on here.*08:00:00.*08:00:15/),
      hint: expect.stringContaining('cxform ledger unlock'),
    });
  });

  it('writes no entries when it is taken, renewed and given back in time', async () => {
    const { one, two } = processes();
    await one.acquire('r1', ttlMs);
    await one.renew('r1', ttlMs);
    await one.release('r1');
    expect(await two.holder()).toBeUndefined();
    expect(await two.acquire('r2', ttlMs)).toMatchObject({ run: 'r2' });
    expect(await types(two)).toEqual([]);
  });

  it('is looked at without the lock, so that whoever waits keeps nobody from writing', async () => {
    const { files, one, two } = processes();
    await one.acquire('r1', ttlMs);
    const made: string[] = [];
    files.createExclusive = async (path) => {
      made.push(path);
      return false;
    };
    await expect(two.acquire('r2', ttlMs)).rejects.toMatchObject({ code: 'LEDGER_BUSY' });
    await two.holder();
    expect(made).toEqual([]);
  });

  it('moves its end with each renewal, also after that has passed where nobody took it', async () => {
    const { clock, one } = processes();
    await one.acquire('r1', ttlMs);
    await clock.advance(5_000);
    const since = '2026-06-01T08:00:00.000Z';
    expect(await one.renew('r1', ttlMs)).toMatchObject({ since, expiresAt: '2026-06-01T08:00:20.000Z' });
    await clock.advance(60_000);
    expect(await one.renew('r1', ttlMs)).toMatchObject({ since, expiresAt: '2026-06-01T08:01:20.000Z' });
  });

  it('is taken over once its time is over, from which moment its holder can neither renew nor write', async () => {
    const { clock, one, two } = processes();
    await one.acquire('r1', ttlMs);
    const head = await one.append([runStarted()], EMPTY_HEAD);
    await clock.advance(ttlMs - 1);
    await expect(two.acquire('r2', ttlMs)).rejects.toMatchObject({ code: 'LEDGER_BUSY' });
    await clock.advance(1);
    expect(await two.holder()).toBeUndefined();
    await two.acquire('r2', ttlMs);
    await expect(one.renew('r1', ttlMs)).rejects.toMatchObject({
      code: 'LEASE_LOST',
      message: expect.stringContaining('run r2 (process 2 on here)'),
    });
    await expect(one.append([observed('a')], head)).rejects.toMatchObject({
      code: 'LEASE_LOST',
      message: expect.stringContaining('run r2 took it over at 2026-06-01T08:00:15.000Z'),
    });
    await one.release('r1');
    expect(await two.holder()).toMatchObject({ run: 'r2' });
    expect((await two.read()).entries[1]).toMatchObject({
      ...{ type: 'taken-over', run: 'r2', from: 'r1', pid: 1, host: 'here' },
      ...{ at: '2026-06-01T08:00:15.000Z', expiresAt: '2026-06-01T08:00:15.000Z' },
    });
  });

  it('is taken over at once from a dead process of the same machine, not from one of another', async () => {
    const { of } = processes({ running: [1] });
    await of(7).acquire('r7', ttlMs);
    expect(await of(1).holder()).toBeUndefined();
    await of(1).acquire('r1', ttlMs);
    expect(await types(of(1))).toEqual(['taken-over']);
    await of(1).release('r1');
    await of(7, { host: 'there' }).acquire('r8', ttlMs);
    await expect(of(1).acquire('r9', ttlMs)).rejects.toMatchObject({ code: 'LEDGER_BUSY' });
  });

  it('is taken over from a predecessor with our own process number, and respected between runs of one process', async () => {
    const { files, one, of } = processes();
    await one.acquire('r1', ttlMs);
    await expect(of(1).acquire('r2', ttlMs)).rejects.toMatchObject({ code: 'LEDGER_BUSY' });
    const left = await textOf(files, headPath);
    await one.release('r1');
    await files.write(headPath, left);
    expect(await of(1).acquire('r2', ttlMs)).toMatchObject({ run: 'r2' });
  });

  it('can be taken again by its own run, which is no take-over', async () => {
    const { clock, one } = processes();
    await one.acquire('r1', ttlMs);
    await clock.advance(1_000);
    expect(await one.acquire('r1', ttlMs)).toMatchObject({
      ...{ since: '2026-06-01T08:00:00.000Z', expiresAt: '2026-06-01T08:00:16.000Z' },
    });
    expect(await types(one)).toEqual([]);
  });

  it('cannot be renewed where whoever took it over died before that was whole', async () => {
    const { files, clock, one, two } = processes();
    await one.acquire('r1', ttlMs);
    await one.append([runStarted()], EMPTY_HEAD);
    await clock.advance(ttlMs);
    const write = files.write.bind(files);
    files.write = async () => {
      throw new Error('crash');
    };
    await expect(two.acquire('r2', ttlMs)).rejects.toThrow('crash');
    files.write = write;
    await expect(one.renew('r1', ttlMs)).rejects.toMatchObject({ code: 'LEASE_LOST' });
    await one.read();
    await expect(one.renew('r1', ttlMs)).rejects.toMatchObject({ code: 'LEASE_LOST' });
  });

  it.each(['', '{', '{"seq":0}', '{"head":"","seq":0,"digest":"00"}\n'])(
    'is an unknown run’s where the head holds %j',
    async (text) => {
      const { files, one } = processes();
      await files.write(headPath, text);
      const busy = { code: 'LEDGER_BUSY', hint: expect.stringContaining('cxform ledger unlock') };
      await expect(one.acquire('r1', ttlMs)).rejects.toMatchObject(busy);
      await expect(one.holder()).rejects.toMatchObject(busy);
      await expect(one.read()).rejects.toMatchObject({ code: 'LEDGER_DAMAGED' });
    },
  );

  it('cannot be taken while another process works on the files', async () => {
    const { files, one } = processes();
    await files.write(lockPath, lockText(2));
    await expect(one.acquire('r1', ttlMs)).rejects.toMatchObject({
      code: 'LEDGER_BUSY',
      message: expect.stringContaining('process 2 on here'),
    });
    await expect(one.holder()).rejects.toMatchObject({ code: 'LEDGER_BUSY' });
  });

  it('is taken with the lock that a process of another machine has left with it, once its time is over', async () => {
    const { files, clock, one, of } = processes();
    await of(7, { host: 'there' }).acquire('r7', ttlMs);
    await files.write(lockPath, lockText(7, 'there'));
    await clock.advance(ttlMs);
    expect(await one.holder()).toBeUndefined();
    expect(await one.acquire('r1', ttlMs)).toMatchObject({ run: 'r1' });
    await one.release('r1');
    await files.write(lockPath, lockText(8, 'there'));
    await expect(one.acquire('r2', ttlMs)).rejects.toMatchObject({ code: 'LEDGER_BUSY' });
  });

  it('is never two runs’ at once, in whatever order the steps of those who ask for it run', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), async (scheduler) => {
        const disk = new MemoryFiles();
        const clock = new VirtualClock({ auto: true });
        const running = [1, 2, 3];
        const left = ledgerOf(disk, { pid: 9, running, clock });
        await left.acquire('r9', ttlMs);
        const asking = running.map((pid) =>
          ledgerOf(inAnyOrder(disk, scheduler), { pid, running, clock }).acquire(`r${pid}`, ttlMs),
        );
        const ended = await scheduler.waitFor(Promise.allSettled(asking));
        const through = ended.filter((one) => one.status === 'fulfilled').map(({ value }) => value.run);
        expect(through.length).toBeLessThanOrEqual(1);
        const now = ledgerOf(disk, { pid: 4, running, clock });
        const { entries } = await now.read();
        expect(entries.map(({ run }) => run)).toEqual(through);
        expect(await now.holder()).toEqual(
          through.length === 0 ? undefined : expect.objectContaining({ run: through[0] }),
        );
      }),
      { numRuns: 300 },
    );
  });
});

describe('taking a lease away', () => {
  it('tells whose it was, in the journal as well', async () => {
    const { one, two } = processes();
    await one.acquire('r1', ttlMs);
    const head = await one.append([runStarted()], EMPTY_HEAD);
    expect(await two.unlock('x1')).toMatchObject({ run: 'r1', pid: 1 });
    expect((await two.read()).entries[1]).toMatchObject({
      ...{ type: 'unlocked', run: 'x1', from: 'r1', pid: 1, host: 'here' },
      expiresAt: '2026-06-01T08:00:15.000Z',
    });
    const unlocked = 'somebody took it away at 2026-06-01T08:00:00.000Z with cxform ledger unlock';
    for (const who of ['nobody has it now', 'run r2 (process 2 on here) has it now']) {
      const lost = { code: 'LEASE_LOST', message: expect.stringContaining(`${unlocked}; ${who}`) };
      await expect(one.renew('r1', ttlMs)).rejects.toMatchObject(lost);
      await expect(one.append([observed('a')], head)).rejects.toMatchObject(lost);
      await expect(one.compact('r1')).rejects.toMatchObject(lost);
      expect(await two.acquire('r2', ttlMs)).toMatchObject({ run: 'r2' });
    }
  });

  it('keeps its holder from writing also where nothing was journaled yet', async () => {
    const { one, two } = processes();
    await one.acquire('r1', ttlMs);
    await two.unlock('x1');
    await expect(one.append([runStarted()], EMPTY_HEAD)).rejects.toMatchObject({ code: 'LEASE_LOST' });
    expect(await types(two)).toEqual(['unlocked']);
  });

  it('is found out also behind a compaction that has left out who did it', async () => {
    const { one, two } = processes();
    await one.acquire('r1', ttlMs);
    const run = [runStarted(), observed('a'), runEnded()];
    const head = await one.append([...run, ...run, ...run], EMPTY_HEAD);
    await two.unlock('x1');
    await two.acquire('r2', ttlMs);
    const later = [{ ...runStarted(), run: 'r2' }, runEnded('r2')];
    await two.append([...later, ...later], (await two.read()).head);
    await two.compact('r2');
    expect(await types(two)).not.toContain('unlocked');
    await expect(one.append([observed('a')], head)).rejects.toMatchObject({
      code: 'LEASE_LOST',
      message: expect.stringContaining('run r2 (process 2 on here) has it now'),
    });
  });

  it('happens as well where somebody removes the folder: nothing is written there, and what has gone is named', async () => {
    for (const records of [[], [runStarted()]]) {
      const { files, one } = processes();
      await one.acquire('r1', ttlMs);
      const head = await one.append(records, EMPTY_HEAD);
      for (const path of files.all().keys()) await files.remove(path);
      const lost = { code: 'LEASE_LOST', message: expect.stringContaining(`: ${folder} has gone`) };
      await expect(one.append([observed('a')], head)).rejects.toMatchObject(lost);
      await expect(one.renew('r1', ttlMs)).rejects.toMatchObject(lost);
      await one.release('r1');
      expect([...files.all()]).toEqual([]);
    }
  });

  it('happens as well where somebody removes the folder while its holder writes', async () => {
    const { files, one } = processes();
    await one.acquire('r1', ttlMs);
    const head = await one.append([runStarted()], EMPTY_HEAD);
    const append = files.append.bind(files);
    files.append = async (path, text, assure) => {
      for (const each of files.all().keys()) await files.remove(each);
      await append(path, text, assure);
    };
    await expect(one.append([observed('a')], head)).rejects.toMatchObject({
      code: 'LEASE_LOST',
      message: expect.stringContaining(`: ${folder} has gone`),
    });
    expect([...files.all()]).toEqual([]);
  });

  it('happens where somebody removes the head alone', async () => {
    const { files, one } = processes();
    await one.acquire('r1', ttlMs);
    const head = await one.append([runStarted()], EMPTY_HEAD);
    await files.remove(headPath);
    await expect(one.append([observed('a')], head)).rejects.toMatchObject({
      code: 'LEASE_LOST',
      message: expect.stringContaining(`${headPath} has gone`),
    });
  });

  it('changes nothing where nobody has it', async () => {
    const { files, one } = processes();
    expect(await one.unlock('x1')).toBeUndefined();
    expect(await files.find(folder, [''])).toBeUndefined();
  });

  it('removes locks that were left', async () => {
    const { files, one } = processes();
    await files.write(lockPath, lockText(7, 'there'));
    await files.write(`${lockPath}.00ff`, lockText(8, 'there'));
    expect(await one.unlock('x1')).toBeUndefined();
    expect(await files.find(folder, [''])).toBeUndefined();
  });

  it('writes a head anew that nobody understands, and keeps the journal', async () => {
    const { files, one } = processes();
    await one.acquire('r1', ttlMs);
    await one.append([runStarted()], EMPTY_HEAD);
    await files.write(headPath, '{');
    expect(await one.unlock('x1')).toBeUndefined();
    expect(await types(one)).toEqual(['run-started']);
    expect((await one.check()).diagnostics).toEqual([]);
    expect(await one.holder()).toBeUndefined();
  });

  it('keeps a process that was frozen while it wrote from writing on', async () => {
    const { files, one, two } = processes();
    await one.acquire('r1', ttlMs);
    const head = await one.append([runStarted()], EMPTY_HEAD);
    const append = files.append.bind(files);
    files.append = async (path, text) => {
      files.append = append;
      await two.unlock('x1');
      await append(path, text);
    };
    await expect(one.append([observed('a')], head)).rejects.toMatchObject({
      code: 'LEASE_LOST',
      message: expect.stringContaining('with cxform ledger unlock'),
    });
    expect(await types(two)).toEqual(['run-started', 'unlocked']);
    expect((await two.check()).diagnostics).toEqual([]);
  });
});
