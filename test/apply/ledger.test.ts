import { describe, expect, it } from 'vitest';
import type { JournalRecord } from '../../src/core/journal.ts';
import { LedgerError, type LedgerErrorCode } from '../../src/core/ledger-error.ts';
import { queue, skill } from '../support/declarations.ts';
import { type EngineWorld, engineWorld } from '../support/engine-world.ts';

/** The ledger refuses the first append that holds such a record, and every one after it. */
function failFrom(
  world: EngineWorld,
  type: JournalRecord['type'],
  code: LedgerErrorCode = 'LEDGER_UNWRITABLE',
) {
  let failing = false;
  world.hooks.ledger = (real) => ({
    ...real,
    append: async (records, head) => {
      failing ||= records.some((record) => record.type === type);
      if (failing) throw new LedgerError(code, 'the disk is full', 'make room');
      return real.append(records, head);
    },
  });
}

describe('a ledger that fails', () => {
  it('when the run begins stops it before anything is sent', async () => {
    const world = await engineWorld({ declared: [skill('a')] });
    failFrom(world, 'run-started');
    const { report, ...result } = await world.applyResult();
    expect(report).toBeUndefined();
    expect(result).toMatchObject({ diagnostics: [{ severity: 'error', code: 'LEDGER_UNWRITABLE' }] });
    expect(world.writes).toEqual([]);
  });

  it('at an intent lets nothing be sent, and the change is failed', async () => {
    const world = await engineWorld({
      declared: [skill('a'), queue('b', { skills: [{ skill: 'a', level: 1 }] })],
    });
    failFrom(world, 'intent');
    const { outcomes, diagnostics } = await world.apply();
    expect(outcomes).toMatchObject([
      { address: 'Queue/b', outcome: 'blocked' },
      { address: 'Skill/a', outcome: 'failed', attempts: 0, error: { code: 'LEDGER_UNWRITABLE' } },
    ]);
    expect(world.writes).toEqual([]);
    expect(diagnostics).toMatchObject([{ severity: 'error', code: 'LEDGER_UNWRITABLE' }]);
  });

  it('at an outcome leaves the outcome as it was, and the report says so', async () => {
    const world = await engineWorld({ declared: [skill('a')] });
    failFrom(world, 'outcome');
    const { outcomes, diagnostics } = await world.apply();
    expect(outcomes).toMatchObject([{ address: 'Skill/a', outcome: 'applied', attempts: 1 }]);
    expect(diagnostics).toMatchObject([{ severity: 'error', code: 'LEDGER_UNWRITABLE' }]);
    expect(await world.objects('skills')).toHaveLength(1);
  });

  it('at an outcome lets nothing more be sent', async () => {
    const world = await engineWorld({ declared: [skill('a'), skill('b'), skill('c')] });
    failFrom(world, 'outcome');
    const { summary } = await world.apply({ parallelism: 1 });
    expect(summary).toMatchObject({ applied: 1, failed: 2 });
    expect(world.writes).toHaveLength(1);
  });

  it('at the end of the run is told, and takes no outcome back', async () => {
    const world = await engineWorld({ declared: [skill('a')] });
    failFrom(world, 'run-ended');
    const { summary, diagnostics } = await world.apply();
    expect(summary).toMatchObject({ applied: 1 });
    expect(diagnostics).toMatchObject([{ code: 'LEDGER_UNWRITABLE' }]);
  });

  it('between the attempts of one update stops it there', async () => {
    const live = { id: 'q1', name: 'a', channel: 'voice', version: 1 };
    const world = await engineWorld({ queues: [live], declared: [queue('a', { wrapUpTimeout: '1s' })] });
    let intents = 0;
    world.hooks.ledger = (real) => ({
      ...real,
      append: async (records, head) => {
        intents += records.filter(({ type }) => type === 'intent').length;
        if (intents > 1) throw new LedgerError('LEDGER_UNWRITABLE', 'full', 'make room');
        return real.append(records, head);
      },
    });
    world.hooks.boundary = async (boundary, { method }, sandbox) => {
      if (boundary === 'received' && method === 'PATCH')
        await sandbox.edit('queues', 'q1', { colour: 'red' });
    };
    const { outcomes } = await world.apply();
    expect(outcomes).toMatchObject([
      { outcome: 'failed', attempts: 1, error: { code: 'LEDGER_UNWRITABLE' } },
    ]);
    expect(world.writes.map(({ status }) => status)).toEqual([409]);
  });
});

describe('a run whose ledger another run has written to since', () => {
  it('sends nothing', async () => {
    const world = await engineWorld({ declared: [skill('a')] });
    const result = await world.applyResult({
      confirm: async () => {
        const other = await world.ledger();
        const at = '2026-06-01T08:00:00.000Z';
        await other.append([{ type: 'run-ended', at, run: 'other', summary: {} }], '');
        return undefined;
      },
    });
    expect(result).toMatchObject({ diagnostics: [{ code: 'LEDGER_MOVED' }] });
    expect(world.writes).toEqual([]);
  });
});

describe('the journal', () => {
  it('holds the intent of a write, durable, before the write goes out', async () => {
    const world = await engineWorld({
      queues: [{ id: 'q1', name: 'a', channel: 'voice', version: 4 }],
      declared: [queue('a', { wrapUpTimeout: '1s' }), skill('b')],
    });
    const known: string[] = [];
    world.hooks.boundary = async (boundary, { method }) => {
      if (boundary !== 'received' || method === 'GET') return;
      const intents = (await world.journal()).filter(({ type }) => type === 'intent');
      known.push(
        `${method} with ${intents.map((entry) => ('address' in entry ? entry.address : '')).sort()}`,
      );
    };
    await world.apply({ parallelism: 1 });
    expect(known).toEqual(['PATCH with Queue/a', 'POST with Queue/a,Skill/b']);
  });

  it('tells a run from its start to its end', async () => {
    const world = await engineWorld({
      queues: [{ id: 'q1', name: 'a', channel: 'voice', version: 4 }],
      declared: [queue('a', { wrapUpTimeout: '1s' })],
    });
    const { digest, manifests } = await world.plan();
    await world.apply();
    const at = expect.stringMatching(/^2026-06-01T08:00:/);
    const applied = { channel: 'voice', displayName: 'a', wrapUpTimeout: '1s' };
    expect(await world.journal()).toMatchObject([
      { type: 'run-started', at, tenant: 'prod', plan: digest, manifests: manifests.digest },
      {
        type: 'observed',
        address: 'Queue/a',
        id: 'q1',
        values: { applied: { channel: 'voice', displayName: 'a' } },
      },
      {
        type: 'intent',
        address: 'Queue/a',
        action: 'update',
        step: 'write',
        id: 'q1',
        version: 4,
        values: { desired: applied },
      },
      { type: 'observed', address: 'Queue/a', id: 'q1', protect: false, values: { applied, cleared: {} } },
      {
        type: 'outcome',
        address: 'Queue/a',
        action: 'update',
        outcome: 'applied',
        attempts: 1,
        id: 'q1',
        version: 5,
      },
      { type: 'run-ended', summary: { applied: 1, failed: 0, blocked: 0, conflict: 0, unknown: 0 } },
    ]);
  });

  it('holds what a failed change wanted, and not as applied', async () => {
    const world = await engineWorld({ declared: [skill('a')] });
    world.hooks.answer = ({ method, url }) =>
      method === 'POST' && url.endsWith('/skills')
        ? Response.json({ message: 'no' }, { status: 400 })
        : undefined;
    await world.apply();
    const types = (await world.journal()).map((entry) => entry.type);
    expect(types).toEqual(['run-started', 'intent', 'outcome', 'run-ended']);
    expect((await world.journal())[2]).toMatchObject({ outcome: 'failed', error: 'BAD_REQUEST' });
  });

  it('keeps what was applied where a conflict left the value of somebody else', async () => {
    const live = { id: 'q1', name: 'a', channel: 'voice', version: 1 };
    const world = await engineWorld({ queues: [live], declared: [queue('a', { wrapUpTimeout: '1s' })] });
    await world.apply();
    await world.declare(queue('a', { wrapUpTimeout: '2s' }));
    world.hooks.boundary = async (boundary, { method }, sandbox) => {
      if (boundary === 'received' && method === 'PATCH')
        await sandbox.edit('queues', 'q1', { wrapUpTimeout: 9_000 });
    };
    expect((await world.apply()).summary).toMatchObject({ conflict: 1 });
    expect((await world.plan()).changes[0]?.fields).toEqual([
      { path: '/wrapUpTimeout', before: '9s', after: '2s', origin: 'both' },
    ]);
  });
});
