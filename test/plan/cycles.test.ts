import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Address } from '../../src/core/address.ts';
import { breakCycles, type Need } from '../../src/plan/break-cycles.ts';
import { queue } from '../support/declarations.ts';
import { type EngineWorld, engineWorld, lostConnection } from '../support/engine-world.ts';

const to = (targetQueue: string) => ({
  overflow: { maxWaitTime: '1m', action: 'routeToQueue', targetQueue },
});
const pair = [queue('a', to('b')), queue('b', to('a'))];
const pruning = { prune: true, guard: { maxDeletes: 10, maxDeletePercent: 100 } };

async function targets(world: EngineWorld) {
  const queues = await world.objects('queues');
  const nameOf = new Map(queues.map(({ id, name }) => [id, name]));
  const targetOf = (overflow: unknown) =>
    nameOf.get((overflow as { targetQueueId?: string } | undefined)?.targetQueueId ?? '');
  return Object.fromEntries(queues.map(({ name, overflow }) => [name, targetOf(overflow)]));
}

describe('two new queues that overflow to each other', () => {
  it('are created, and then linked', async () => {
    const world = await engineWorld({ declared: pair });
    const plan = await world.plan();
    expect(plan.diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(plan.changes).toMatchObject([
      {
        address: 'Queue/a',
        steps: ['write', 'link'],
        deferred: ['/overflow'],
        dependsOn: [],
        stepDependsOn: [{ step: 'link', address: 'Queue/b', until: 'write' }],
      },
      { address: 'Queue/b', steps: ['write'], dependsOn: ['Queue/a'] },
    ]);
    expect((await world.apply()).outcomes).toMatchObject([
      { address: 'Queue/a', action: 'create', outcome: 'applied', attempts: 2, version: 2 },
      { address: 'Queue/b', action: 'create', outcome: 'applied', attempts: 1 },
    ]);
    expect(world.requests).toHaveLength(plan.summary.requests);
    expect(world.writes.map(({ method }) => method)).toEqual(['POST', 'POST', 'PATCH']);
    expect(await targets(world)).toEqual({ a: 'b', b: 'a' });
    expect((await world.plan()).changes).toEqual([]);
    expect((await world.drift()).summary).toMatchObject({ inSync: 2, pending: 0 });
  });

  it('are both there where linking fails, and linked by the next apply', async () => {
    const world = await engineWorld({ declared: pair });
    world.hooks.answer = (request) => {
      if (request.method === 'PATCH') return Response.json({ message: 'no' }, { status: 400 });
      return undefined;
    };
    const { outcomes } = await world.apply();
    expect(outcomes).toMatchObject([
      { address: 'Queue/a', outcome: 'failed', id: expect.any(String) },
      { address: 'Queue/b', outcome: 'applied' },
    ]);
    delete world.hooks.answer;
    const [change] = (await world.plan()).changes;
    expect(change).toMatchObject({ address: 'Queue/a', action: 'update', steps: ['write'] });
    expect(change?.fields.map(({ origin }) => origin)).toEqual(['manifest', 'manifest', 'manifest']);
    await world.apply();
    expect(await targets(world)).toEqual({ a: 'b', b: 'a' });
  });

  it('are unknown, not failed, where the answer to linking is lost', async () => {
    const world = await engineWorld({ declared: pair });
    world.hooks.boundary = (boundary, { method }) => {
      if (boundary === 'answered' && method === 'PATCH') throw lostConnection();
    };
    const [first] = (await world.apply()).outcomes;
    // A version guards the repetition, which finds that the object is as it should be.
    expect(['applied', 'unknown']).toContain(first?.outcome);
    delete world.hooks.boundary;
    expect((await world.plan()).changes).toEqual([]);
  });

  it('block each other where the first cannot be created', async () => {
    const world = await engineWorld({ declared: pair });
    world.hooks.answer = (request) =>
      request.method === 'POST' && !request.url.endsWith('/token')
        ? Response.json({ message: 'no' }, { status: 400 })
        : undefined;
    expect((await world.apply()).outcomes).toMatchObject([
      { address: 'Queue/a', outcome: 'failed' },
      { address: 'Queue/b', outcome: 'blocked' },
    ]);
  });

  it('are deleted after one of them was cleared', async () => {
    const world = await engineWorld({ declared: pair, tenant: pruning });
    await world.apply();
    await world.declare();
    expect((await world.plan()).changes).toMatchObject([
      {
        address: 'Queue/a',
        steps: ['write'],
        dependsOn: [],
        stepDependsOn: [{ step: 'write', address: 'Queue/b', until: 'unlink' }],
      },
      { address: 'Queue/b', steps: ['unlink', 'write'], deferred: ['/overflow'], dependsOn: ['Queue/a'] },
    ]);
    expect((await world.apply()).summary).toMatchObject({ applied: 2 });
    expect(world.writes.map(({ method }) => method)).toEqual(['PATCH', 'DELETE', 'DELETE']);
    expect(await world.objects('queues')).toEqual([]);
    expect(await world.plan()).toMatchObject({ changes: [], orphaned: [] });
  });

  it('stay where somebody edits the one that is to be cleared', async () => {
    const world = await engineWorld({ declared: pair, tenant: pruning });
    await world.apply();
    await world.declare();
    world.hooks.boundary = async (boundary, { method, path }, sandbox) => {
      if (boundary !== 'received' || method !== 'PATCH') return;
      const id = path.split('/').at(-1) as string;
      await sandbox.edit('queues', id, { overflow: { maxWaitTime: 1, action: 'drop' } });
      delete world.hooks.boundary;
    };
    expect((await world.apply()).outcomes).toMatchObject([
      { address: 'Queue/a', outcome: 'blocked' },
      { address: 'Queue/b', outcome: 'conflict' },
    ]);
  });
});

describe('a pair of queues that goes', () => {
  const edits = [
    ['before it is cleared', 'PATCH'],
    ['after it was cleared', 'DELETE'],
  ] as const;

  it.each(edits)('stays where somebody edits another field of it %s', async (_, method) => {
    const world = await engineWorld({ declared: pair, tenant: pruning });
    await world.apply();
    await world.declare();
    const cleared = (await world.objects('queues')).find(({ name }) => name === 'b')?.id as string;
    world.hooks.boundary = async (boundary, request, sandbox) => {
      if (boundary !== 'received' || request.method !== method || !request.path.endsWith(cleared)) return;
      delete world.hooks.boundary;
      await sandbox.edit('queues', cleared, { wrapUpTimeout: 7_000 });
    };
    const { outcomes } = await world.apply();
    expect(outcomes.find(({ address }) => address === 'Queue/b')).toMatchObject({ outcome: 'conflict' });
    expect(await world.object('queues', cleared)).toMatchObject({ wrapUpTimeout: 7_000 });
  });

  it('does not blame anybody for what cxform has cleared where it stays after all', async () => {
    const world = await engineWorld({ declared: pair, tenant: pruning });
    await world.apply();
    await world.declare();
    world.hooks.answer = ({ method }) =>
      method === 'DELETE' ? Response.json({ message: 'no' }, { status: 403 }) : undefined;
    await world.apply();
    delete world.hooks.answer;
    await world.declare(...pair);
    expect((await world.drift()).summary).toMatchObject({ drifted: 0, pending: 1 });
    await world.apply();
    expect(await targets(world)).toEqual({ a: 'b', b: 'a' });
  });
});

it('links a new queue that overflows to itself', async () => {
  const world = await engineWorld({ declared: [queue('a', to('a'))] });
  expect((await world.apply()).summary).toMatchObject({ applied: 1 });
  expect(await targets(world)).toEqual({ a: 'a' });
});

it('links no more than it must in a ring of queues', async () => {
  const world = await engineWorld({
    declared: [queue('a', to('b')), queue('b', to('c')), queue('c', to('a'))],
  });
  expect((await world.apply()).summary).toMatchObject({ applied: 3 });
  expect(world.writes.map(({ method }) => method)).toEqual(['POST', 'POST', 'POST', 'PATCH']);
  expect(await targets(world)).toEqual({ a: 'b', b: 'c', c: 'a' });
});

describe('breakCycles', () => {
  const names = fc.constantFrom(...'abcdefgh') as fc.Arbitrary<string> as fc.Arbitrary<Address>;
  const needs = (deferrable: Need['deferrable']) =>
    fc.uniqueArray(fc.record({ waiter: names, needed: names, deferrable: fc.constant(deferrable) }), {
      maxLength: 24,
      selector: ({ waiter, needed }) => `${waiter}${needed}`,
    });

  it('leaves no circle, and defers only what is in one', () => {
    fc.assert(
      fc.property(needs(['/field']), (all) => {
        const { kept, deferred, cycle } = breakCycles(all);
        expect(cycle).toBeUndefined();
        expect([...kept, ...deferred]).toHaveLength(all.length);
        expect(hasCircle(kept)).toBe(false);
        for (const need of deferred) expect(reaches(all, need.needed, need.waiter)).toBe(true);
      }),
    );
  });

  it('finds a circle exactly where nothing of it can be deferred', () => {
    fc.assert(
      fc.property(needs(undefined), (all) => {
        const { cycle } = breakCycles(all);
        expect(cycle !== undefined).toBe(hasCircle(all));
        if (cycle) expect(cycle.at(-1)).toBe(cycle[0]);
      }),
    );
  });
});

function reaches(needs: readonly Need[], from: Address, to: Address): boolean {
  const seen = new Set([from]);
  for (const at of seen) for (const { waiter, needed } of needs) if (waiter === at) seen.add(needed);
  return seen.has(to);
}

function hasCircle(needs: readonly Need[]): boolean {
  return needs.some(({ waiter, needed }) => reaches(needs, needed, waiter));
}
