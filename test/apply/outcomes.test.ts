import { describe, expect, it } from 'vitest';
import { queue, skill } from '../support/declarations.ts';
import { type EngineWorld, engineWorld } from '../support/engine-world.ts';

const refusal = { errors: [{ code: 'invalid_value', message: 'the name is reserved' }] };

/** The tenant refuses to create an object of this name. */
function refuse(world: EngineWorld, name: string): void {
  world.hooks.answer = async (request) => {
    if (request.method !== 'POST' || request.url.endsWith('/oauth/token')) return undefined;
    const body = (await request.json()) as { name?: unknown };
    return body.name === name ? Response.json(refusal, { status: 400 }) : undefined;
  };
}

describe('one of twenty changes that fails', () => {
  const names = Array.from({ length: 18 }, (_, index) => `s${String(index).padStart(2, '0')}`);

  const centre = async () => {
    const world = await engineWorld({
      declared: [
        ...names.map((name) => skill(name)),
        queue('needs', { skills: [{ skill: 's07', level: 1 }] }),
        queue('after', { overflow: { maxWaitTime: '1m', action: 'routeToQueue', targetQueue: 'needs' } }),
      ],
    });
    refuse(world, 's07');
    return world;
  };

  it('leaves the rest applied, and what needs it blocked, however far away', async () => {
    const { outcomes, summary } = await (await centre()).apply();
    expect(summary).toEqual({ applied: 17, failed: 1, blocked: 2, conflict: 0, unknown: 0 });
    const others = outcomes.filter(({ outcome }) => outcome !== 'applied');
    expect(others).toMatchObject([
      { address: 'Queue/after', outcome: 'blocked', attempts: 0, error: { code: 'BLOCKED' } },
      { address: 'Queue/needs', outcome: 'blocked', attempts: 0, error: { code: 'BLOCKED' } },
      { address: 'Skill/s07', outcome: 'failed', attempts: 1 },
    ]);
  });

  it('bears the reason of the tenant and the place in the manifests', async () => {
    const { outcomes } = await (await centre()).apply();
    expect(outcomes.find(({ outcome }) => outcome === 'failed')).toMatchObject({
      error: { code: 'BAD_REQUEST', status: 400, message: expect.stringContaining('the name is reserved') },
      source: { file: 'manifests/Skill-s07.yaml', line: 1, column: 1 },
    });
    expect(outcomes[0]).toMatchObject({ source: { file: 'manifests/Queue-after.yaml' } });
  });

  it('has an outcome for every change, by address, each told once as it ends', async () => {
    const world = await centre();
    const told: string[] = [];
    const { outcomes } = await world.apply({ onOutcome: ({ address }) => told.push(address) });
    const addresses = outcomes.map(({ address }) => address);
    expect(addresses).toEqual([...addresses].sort());
    expect(addresses).toHaveLength(20);
    expect([...told].sort()).toEqual(addresses);
  });

  it('is all that the next plan has left, with what needs it', async () => {
    const world = await centre();
    await world.apply();
    expect((await world.plan()).changes.map(({ address }) => address)).toEqual([
      'Queue/after',
      'Queue/needs',
      'Skill/s07',
    ]);
    world.hooks.answer = () => undefined;
    expect((await world.apply()).summary).toMatchObject({ applied: 3 });
    expect((await world.plan()).changes).toEqual([]);
  });
});

describe('an apply', () => {
  it('has no more changes under way at once than it may', async () => {
    const declared = Array.from({ length: 12 }, (_, index) => skill(`s${index}`));
    const world = await engineWorld({ declared });
    let underWay = 0;
    let most = 0;
    world.hooks.boundary = async (boundary, { method }) => {
      if (method !== 'POST') return;
      if (boundary === 'received') most = Math.max(most, ++underWay);
      if (boundary === 'received') await world.clock.sleep(100);
      if (boundary === 'answered') underWay--;
    };
    await world.apply({ parallelism: 3 });
    expect(most).toBe(3);
  });

  it('asks before it writes, after the plan was shown, and writes nothing where the answer is no', async () => {
    const world = await engineWorld({ declared: [skill('a')] });
    const seen: string[] = [];
    const result = await world.applyResult({
      onPlan: ({ changes }) => seen.push(`plan of ${changes.length}`),
      confirm: async () => {
        seen.push('asked');
        return { severity: 'error', code: 'DECLINED', summary: 'no' };
      },
    });
    expect(seen).toEqual(['plan of 1', 'asked']);
    expect(result).toMatchObject({ diagnostics: [{ code: 'DECLINED' }] });
    expect(world.writes).toEqual([]);
    expect(await world.journal()).toEqual([]);
  });

  it('does not ask where there is nothing to write', async () => {
    const world = await engineWorld({
      skills: [{ id: 's1', name: 'a', version: 1 }],
      declared: [skill('a')],
    });
    let asked = 0;
    const { report } = await world.applyResult({
      confirm: async () => {
        asked++;
        return undefined;
      },
    });
    expect([asked, report?.outcomes]).toEqual([0, []]);
  });

  it('names the plan that it carried out, and its run', async () => {
    const world = await engineWorld({ declared: [skill('a')] });
    const { digest } = await world.plan();
    const report = await world.apply();
    expect(report).toMatchObject({ formatVersion: 1, tenant: 'prod', plan: digest });
    expect(new Set((await world.journal()).map(({ run }) => run))).toEqual(new Set([report.run]));
  });

  it('writes nothing the second time', async () => {
    const world = await engineWorld({
      declared: [skill('a'), queue('b', { skills: [{ skill: 'a', level: 1 }] })],
    });
    await world.apply();
    const second = await world.apply();
    expect([second.outcomes, world.writes]).toEqual([[], []]);
  });

  it('that was refused by the scopes of its token fails each change and says which', async () => {
    const world = await engineWorld({
      declared: [skill('a')],
      settings: { scopes: ['routing:skill:read'] },
    });
    expect((await world.apply()).outcomes).toMatchObject([
      {
        outcome: 'failed',
        error: { code: 'FORBIDDEN', status: 403, hint: expect.stringContaining('routing') },
      },
    ]);
  });
});

describe('attempts', () => {
  it('count no write that never went out', async () => {
    const cause = Object.assign(new Error(), { code: 'ECONNREFUSED', syscall: 'connect' });
    const world = await engineWorld({ declared: [skill('billing')] });
    world.hooks.answer = ({ method, url }) => {
      if (method !== 'POST' || url.endsWith('/oauth/token')) return undefined;
      throw new TypeError('fetch failed', { cause });
    };
    expect((await world.apply()).outcomes).toMatchObject([
      { outcome: 'failed', attempts: 0, error: { code: 'CONNECTION_FAILED' } },
    ]);
  });
});
