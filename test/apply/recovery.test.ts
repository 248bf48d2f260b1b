import { describe, expect, it } from 'vitest';
import { overflowRule, queue, skill } from '../support/declarations.ts';
import {
  codes,
  type EngineWorld,
  engineWorld,
  lostConnection,
  refusalCodes,
} from '../support/engine-world.ts';

const live = { id: 'q1', name: 'billing', channel: 'voice', wrapUpTimeout: 5_000, version: 1 };

/** An apply that dies as soon as it wants to record how a change ended: the tenant has done it, and the journal does not know. */
async function killAfterWrite(world: EngineWorld): Promise<void> {
  world.hooks.ledger = (real) => ({
    ...real,
    append: async (records, head) => {
      if (records.some(({ type }) => type === 'outcome')) throw new Error('killed');
      return real.append(records, head);
    },
  });
  await expect(world.apply({ parallelism: 1 })).rejects.toThrow('killed');
  delete world.hooks.ledger;
}

/** An apply that dies while its first write is on its way: the tenant has not done it, yet. */
async function killBeforeWrite(world: EngineWorld): Promise<void> {
  world.hooks.boundary = (boundary, { method }) => {
    if (boundary === 'received' && method !== 'GET') throw lostConnection();
  };
  world.hooks.ledger = (real) => ({
    ...real,
    append: async (records, head) => {
      if (records.some(({ type }) => type === 'intent'))
        void world.clock.sleep(1_000).then(() => world.stop());
      return real.append(records, head);
    },
  });
  await world.apply({ parallelism: 1 });
  world.hooks.boundary = () => {};
  delete world.hooks.ledger;
}

const settledOf = async (world: EngineWorld) =>
  (await world.journal()).filter(({ type }) => type === 'settled');

describe('a create that was done and not recorded', () => {
  it('is known as ours to the next plan, and recorded by the next apply', async () => {
    const world = await engineWorld({ declared: [skill('new', { description: 'ours' })] });
    await killAfterWrite(world);
    expect(await world.plan()).toMatchObject({ changes: [], adopted: [], diagnostics: [] });
    await world.apply();
    expect(await settledOf(world)).toMatchObject([
      { address: 'Skill/new', action: 'create', step: 'write', effect: 'applied' },
    ]);
    await world.apply();
    expect(await settledOf(world)).toHaveLength(1);
  });

  it('is the one that is as it was sent where somebody else has made another of its name', async () => {
    const world = await engineWorld({ declared: [skill('new', { description: 'ours' })] });
    await killAfterWrite(world);
    const [ours] = await world.objects('skills');
    await world.setTenant({
      skills: [{ id: 's9', name: 'new', description: 'theirs', version: 1 }, ours ?? {}],
    });
    expect((await world.plan()).changes).toEqual([]);
    await world.apply();
    await world.declare(skill('new', { description: 'changed' }));
    await world.apply();
    expect(await world.object('skills', 's9')).toMatchObject({ description: 'theirs' });
    expect(await world.object('skills', String(ours?.id))).toMatchObject({ description: 'changed' });
  });

  it('stops plan and apply, with the ids, where two objects could be it', async () => {
    const world = await engineWorld({ declared: [skill('new', { description: 'ours' })] });
    await killAfterWrite(world);
    const [ours] = await world.objects('skills');
    await world.setTenant({ skills: [{ ...ours, id: 's9' }, ours ?? {}] });
    const result = await world.applyResult();
    expect(result).toMatchObject({
      diagnostics: [{ code: 'LOST_CREATE_AMBIGUOUS', detail: expect.stringMatching(`s9, ${ours?.id}`) }],
    });
    expect(refusalCodes(await world.planResult())).toEqual(['LOST_CREATE_AMBIGUOUS']);
    expect(world.writes).toEqual([]);
  });

  it('is deleted with prune where Git has it no longer', async () => {
    const world = await engineWorld({
      declared: [skill('new')],
      tenant: { prune: true, guard: { maxDeletePercent: 100 } },
    });
    await killAfterWrite(world);
    await world.declare();
    expect((await world.plan()).changes).toMatchObject([{ address: 'Skill/new', action: 'delete' }]);
    await world.apply();
    expect(await world.objects('skills')).toEqual([]);
  });

  it('stays with prune where Git has it no longer and had protected it', async () => {
    const declared = skill('new', {}, { protect: true });
    const world = await engineWorld({ declared: [declared], tenant: { prune: true } });
    await killAfterWrite(world);
    await world.declare();
    expect(codes((await world.plan()).diagnostics)).toEqual(['PROTECTED']);
  });

  it('is updated under its new name where its manifest has another one now', async () => {
    const world = await engineWorld({ declared: [skill('new')] });
    await killAfterWrite(world);
    await world.declare(skill('newer', {}, { formerly: ['new'] }));
    expect((await world.apply()).outcomes).toMatchObject([{ address: 'Skill/newer', action: 'update' }]);
    expect(await world.objects('skills')).toMatchObject([{ name: 'newer' }]);
  });
});

describe('a create of which nobody knows whether it will be done', () => {
  it('is not sent again before that is sure, and is found where it was done late', async () => {
    const world = await engineWorld({ declared: [skill('new')] });
    await killBeforeWrite(world);
    void world.clock
      .sleep(25_000)
      .then(() => world.byHand({ list: 'skills', create: { id: 's1', name: 'new' } }));
    expect((await world.apply()).outcomes).toEqual([]);
    expect(await world.objects('skills')).toHaveLength(1);
    expect(await settledOf(world)).toMatchObject([{ effect: 'applied', id: 's1' }]);
  });

  it('is sent again once it is sure that it was not done', async () => {
    const world = await engineWorld({ declared: [skill('new')] });
    await killBeforeWrite(world);
    expect((await world.apply()).outcomes).toMatchObject([{ address: 'Skill/new', outcome: 'applied' }]);
    expect(await world.objects('skills')).toHaveLength(1);
    expect(await settledOf(world)).toMatchObject([{ effect: 'none' }]);
  });

  it('is told by a plan, which waits for nothing', async () => {
    const world = await engineWorld({ declared: [skill('new')] });
    await killBeforeWrite(world);
    const before = world.clock.now();
    const plan = await world.plan();
    expect(plan).toMatchObject({
      changes: [{ address: 'Skill/new', action: 'create' }],
      diagnostics: [{ severity: 'info', code: 'UNSETTLED', address: 'Skill/new' }],
    });
    expect(world.clock.now() - before).toBeLessThan(10_000);
  });
});

describe('an update that was done and not recorded', () => {
  const centre = async () => {
    const world = await engineWorld({
      queues: [live],
      declared: [queue('billing', { channel: 'voice', wrapUpTimeout: '5s' })],
    });
    await world.apply();
    await world.declare(queue('billing', { channel: 'voice', wrapUpTimeout: '30s' }));
    await killAfterWrite(world);
    return world;
  };

  it("is nobody's edit by hand, when Git moves on", async () => {
    const world = await centre();
    await world.declare(queue('billing', { channel: 'voice', wrapUpTimeout: '50s' }));
    expect((await world.plan()).changes).toMatchObject([
      { fields: [{ path: '/wrapUpTimeout', before: '30s', after: '50s', origin: 'manifest' }] },
    ]);
    expect((await world.drift()).drifted).toEqual([]);
  });

  it('leaves what somebody has edited since as drift, and nothing else', async () => {
    const world = await centre();
    await world.edit('queues', 'q1', { channel: 'chat' });
    expect((await world.drift()).drifted).toMatchObject([
      { address: 'Queue/billing', fields: [{ path: '/channel', applied: 'voice', live: 'chat' }] },
    ]);
  });

  it('is settled as applied in the journal', async () => {
    const world = await centre();
    await world.apply();
    expect(await settledOf(world)).toMatchObject([
      { address: 'Queue/billing', action: 'update', effect: 'applied' },
    ]);
  });
});

describe('a deletion that was done and not recorded', () => {
  it('is none that somebody else has done', async () => {
    const world = await engineWorld({ queues: [live], declared: [queue('billing')] });
    await world.apply();
    await world.configure({ prune: true, guard: { maxDeletePercent: 100 } });
    await world.declare();
    await killAfterWrite(world);
    await world.declare(queue('billing'));
    expect((await world.drift()).missing).toEqual([]);
    expect((await world.apply()).outcomes).toMatchObject([{ action: 'create', outcome: 'applied' }]);
  });
});

describe('an object that was created a moment ago and does not show', () => {
  it('is looked for again before it is created a second time', async () => {
    const world = await engineWorld({ declared: [skill('new')] });
    await world.apply();
    const created = await world.objects('skills');
    await world.setTenant({});
    void world.clock.sleep(20_000).then(() => world.byHand({ list: 'skills', create: created[0] ?? {} }));
    expect((await world.apply()).outcomes).toEqual([]);
    expect(world.writes).toEqual([]);
  });
});

describe('a rule whose write was done and not recorded', () => {
  const prune = { prune: true, guard: { maxDeletes: 10, maxDeletePercent: 100 } };

  it.each([
    ['a queue that was there', [live]],
    ['a queue that came with it', []],
  ])('of %s is known as ours, so that it is cleared once Git has it no longer', async (_, queues) => {
    const world = await engineWorld({
      queues,
      declared: queues.length > 0 ? [queue('billing')] : [],
      tenant: prune,
    });
    await world.apply();
    await world.declare(queue('billing'), overflowRule('billing'));
    await killAfterWrite(world);
    await world.declare(queue('billing'));
    expect((await world.plan()).changes).toMatchObject([
      { address: 'Queue/billing', clears: ['OverflowRule/billing'] },
    ]);
    await world.apply();
    expect((await world.objects('queues'))[0]).not.toHaveProperty('overflow');
  });

  it('stays where it was protected', async () => {
    const world = await engineWorld({ queues: [live], declared: [queue('billing')], tenant: prune });
    await world.apply();
    await world.declare(queue('billing'), overflowRule('billing', {}, { protect: true }));
    await killAfterWrite(world);
    await world.declare(queue('billing'));
    expect(codes((await world.plan()).diagnostics)).toEqual(['PROTECTED']);
  });
});

describe('a deadline that was lowered since a write went out', () => {
  it('is not the one that the write is waited for by', async () => {
    const world = await engineWorld({ declared: [skill('new')] });
    await killBeforeWrite(world);
    const intent = (await world.journal()).find(({ type }) => type === 'intent');
    expect(intent).toMatchObject({ windowMs: 30_000 });
  });
});
