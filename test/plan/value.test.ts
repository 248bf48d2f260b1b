import { describe, expect, it } from 'vitest';
import { canonicalJson, sha256 } from '../../src/core/fingerprint.ts';
import { jsonText } from '../../src/report/escape.ts';
import { queue, skill } from '../support/declarations.ts';
import { codes, type EngineWorld, engineWorld, lostConnection } from '../support/engine-world.ts';

const live = (id: string, name: string, fields = {}) => ({
  id,
  name,
  channel: 'voice',
  version: 1,
  ...fields,
});

/** A centre in which there is something of every sort to do. */
async function busy() {
  const world = await engineWorld({
    skills: [
      { id: 's1', name: 'english', version: 4 },
      { id: 's2', name: 'french', version: 1 },
    ],
    queues: [live('q1', 'a', { wrapUpTimeout: 5_000 }), live('q2', 'b'), live('q3', 'stranger')],
    declared: [skill('french')],
    tenant: { prune: true, guard: { maxDeletes: 10, maxDeletePercent: 100 } },
    settings: { pageSizeMax: 100 },
  });
  await world.apply();
  await world.declare(
    skill('english'),
    skill('new'),
    queue('a', { wrapUpTimeout: null, skills: [{ skill: 'english', level: 2 }] }),
    queue('b', { overflow: { maxWaitTime: '1m', action: 'routeToQueue', targetQueue: 'c' } }),
    queue('c', { skills: [{ skill: 'new', level: 1 }], wrapUpTimeout: null }),
  );
  return world;
}

describe('a plan', () => {
  it('is the same to the byte for the same input, but for the moment it was made', async () => {
    const world = await busy();
    const first = await world.plan();
    await world.clock.advance(86_400_000);
    const second = await world.plan();
    expect(second.createdAt).not.toBe(first.createdAt);
    expect(jsonText({ ...second, createdAt: '' })).toBe(jsonText({ ...first, createdAt: '' }));
  });

  it('does not depend on the order in which the tenant lists and files stand', async () => {
    const world = await busy();
    const { createdAt: _, manifests, digest, ...first } = await world.plan();
    const [skills, queues] = [await world.objects('skills'), await world.objects('queues')];
    await world.setTenant({ skills: [...skills].reverse(), queues: [...queues].reverse() });
    const { createdAt: __, manifests: same, digest: again, ...second } = await world.plan();
    expect([jsonText(second), same, again]).toEqual([jsonText(first), manifests, digest]);
  });

  it('bears a digest of all but its moment', async () => {
    const { createdAt: _, digest, ...rest } = await (await busy()).plan();
    expect(digest).toBe(sha256(canonicalJson(rest)));
  });

  it('counts what it holds', async () => {
    const plan = await (await busy()).plan();
    expect(plan.changes.map(({ action, address }) => `${action} ${address}`)).toEqual([
      'update Queue/a',
      'update Queue/b',
      'create Queue/c',
      'delete Skill/french',
      'create Skill/new',
    ]);
    expect(plan.summary).toMatchObject({ create: 2, update: 2, delete: 1, unchanged: 1, unmanaged: 1 });
  });

  it('makes a referrer wait for what it needs created, and for nothing else', async () => {
    const { changes } = await (await busy()).plan();
    expect(Object.fromEntries(changes.map(({ address, dependsOn }) => [address, dependsOn]))).toEqual({
      'Queue/a': [],
      'Queue/b': ['Queue/c'],
      'Queue/c': ['Skill/new'],
      'Skill/french': [],
      'Skill/new': [],
    });
  });

  it('holds the ids of the unchanged objects that changes refer to', async () => {
    expect((await (await busy()).plan()).bindings).toEqual({ 'Skill/english': 's1' });
  });

  it('foretells exactly the requests that its apply makes', async () => {
    const world = await busy();
    const { summary } = await world.plan();
    expect((await world.apply()).summary).toMatchObject({ applied: 5 });
    expect(world.requests).toHaveLength(summary.requests);
    expect(world.writes).toHaveLength(5);
  });

  it('that is empty foretells the reads alone', async () => {
    const world = await busy();
    await world.apply();
    const { summary, changes } = await world.plan();
    expect([changes, summary.requests, summary.estimatedSeconds]).toEqual([[], 2, 0]);
    await world.apply();
    expect(world.requests).toHaveLength(2);
  });

  it('counts every page of a list', async () => {
    const skills = Array.from({ length: 205 }, (_, index) => ({
      id: `s${index}`,
      name: `${index}`,
      version: 1,
    }));
    const world = await engineWorld({ skills, declared: [skill('new')] });
    const { summary } = await world.plan();
    await world.apply();
    expect([summary.requests, world.requests.length]).toEqual([4, 4]);
  });

  it('writes nothing, in the tenant or in the ledger', async () => {
    const world = await busy();
    const before = await world.journal();
    await world.plan();
    expect(world.writes).toEqual([]);
    expect(await world.journal()).toEqual(before);
  });
});

describe('there is no plan', () => {
  const needing = (target: string) => ({
    overflow: { maxWaitTime: '1m', action: 'routeToQueue', targetQueue: target },
  });

  it('but there is one where references go in a circle, of which only a part is new', async () => {
    const declared = [queue('a', needing('b')), queue('b', needing('a'))];
    const world = await engineWorld({ queues: [live('q1', 'a')], declared });
    expect((await world.apply()).summary).toMatchObject({ applied: 2 });
    expect((await world.plan()).changes).toEqual([]);
  });

  it.each([
    ['refuses', () => new Response('{"message": "no"}', { status: 403 }), 'API_FORBIDDEN'],
    ['answers nonsense', () => new Response('{"entities": 7}'), 'API_UNREADABLE'],
    ['answers a list with a hole', () => new Response('{"entities": [null]}'), 'API_UNREADABLE'],
    ['fails', () => new Response('', { status: 503 }), 'API_SERVER_ERROR'],
    [
      'breaks off',
      () => {
        throw lostConnection();
      },
      'API_CONNECTION_LOST',
    ],
  ])('where the tenant %s when a list is read: what was not read is not absent', async (_, answer, code) => {
    const world = await busy();
    world.hooks.answer = ({ url }) => (url.includes('/skills') ? answer() : undefined);
    await expectNothing(world, code);
  });

  it('where the second page of a list fails', async () => {
    const skills = Array.from({ length: 150 }, (_, index) => ({
      id: `s${index}`,
      name: `${index}`,
      version: 1,
    }));
    const world = await engineWorld({ skills, declared: [skill('new')] });
    world.hooks.answer = ({ url }) =>
      url.includes('nextPageToken') ? new Response('{"message": "no"}', { status: 403 }) : undefined;
    await expectNothing(world, 'API_FORBIDDEN');
  });

  it('where an object of ours cannot be read', async () => {
    const world = await engineWorld({
      queues: [live('q1', 'a', { wrapUpTimeout: 'soon' })],
      declared: [queue('a')],
    });
    await expectNothing(world, 'LIVE_UNREADABLE');
  });

  it('where an object has no id', async () => {
    const world = await engineWorld({ declared: [skill('a')] });
    world.hooks.answer = ({ url }) =>
      url.includes('/skills') ? new Response('{"entities": [{"name": "a"}]}') : undefined;
    await expectNothing(world, 'LIVE_UNREADABLE');
  });

  it('where the ledger is damaged', async () => {
    const world = await busy();
    await world.files.append('/centre/.cxform/prod/journal.jsonl', 'not JSON\n');
    expect(codes(((await world.planResult()) as { diagnostics: [] }).diagnostics)).toEqual([
      'LEDGER_DAMAGED',
    ]);
    expect(world.requests).toEqual([]);
  });

  it('but there is one where an object that nobody declares cannot be read: it is left out, with a warning', async () => {
    const world = await engineWorld({
      queues: [live('q1', 'a'), live('q2', 'b', { wrapUpTimeout: 'soon' })],
      declared: [queue('a')],
    });
    expect(await world.plan()).toMatchObject({
      changes: [],
      unmanaged: [],
      diagnostics: [{ severity: 'warning', code: 'LIVE_UNREADABLE', detail: expect.stringContaining('q2') }],
    });
  });
});

async function expectNothing(world: EngineWorld, code: string): Promise<void> {
  for (const result of [await world.planResult(), await world.driftResult(), await world.applyResult()]) {
    expect(Object.keys(result)).toEqual(['diagnostics']);
    expect(result).toMatchObject({ diagnostics: [{ severity: 'error', code }] });
    expect(world.writes).toEqual([]);
  }
}
