import { describe, expect, it } from 'vitest';
import { acceptLive } from '../../src/app/accept-live.ts';
import { withSurvey } from '../../src/app/survey.ts';
import type { World } from '../../src/app/world.ts';
import type { Address } from '../../src/core/address.ts';
import { loadTenant } from '../../src/manifest/tenant.ts';
import type { Members } from '../../src/sandbox/wire.ts';
import { codes, type EngineWorld } from '../support/engine-world.ts';
import { accept, appliedWorld, editNamed, file, idOf, overlay } from './accept-world.ts';

const head = (kind: string, name: string) =>
  `apiVersion: cxform/v1\nkind: ${kind}\nmetadata: {name: ${name}}\n`;
const queue = (name: string, spec = '') => `${head('Queue', name)}spec:\n  channel: voice\n${spec}`;
const skill = (name: string) => `${head('Skill', name)}spec: {}\n`;
const fileOf = (...documents: string[]) => documents.join('---\n');

const plain = fileOf(
  queue(
    'a',
    '  wrapUpTimeout: 30s\n  skills:\n    - {skill: s, level: 1}\n  overflow: {maxWaitTime: 1m, action: drop}\n',
  ),
  queue('b', '  wrapUpTimeout: 30s\n'),
  skill('s'),
  skill('t'),
);

describe('what an overlay decides about', () => {
  it.each([
    [
      'a value that it merges',
      '{target: {kind: Queue, name: a}, merge: {spec: {wrapUpTimeout: 30s}}}',
      { wrapUpTimeout: 5_000 },
      5,
    ],
    [
      'a value that it patches',
      '{target: {kind: Queue, name: a}, patch: [{op: replace, path: /spec/wrapUpTimeout, value: 30s}]}',
      { wrapUpTimeout: 5_000 },
      5,
    ],
    [
      'a list that it replaces',
      '{target: {kind: Queue, name: a}, patch: [{op: replace, path: /spec/skills, value: [{skill: s, level: 1}]}]}',
      { skills: [] },
      5,
    ],
    [
      'an element that it adds',
      '{target: {kind: Queue, name: a}, merge: {spec: {skills: [{skill: t, level: 2}]}}}',
      { skills: [] },
      5,
    ],
    [
      'a map that it sets',
      '{target: {kind: Queue, name: b}, merge: {spec: {overflow: {maxWaitTime: 1m, action: drop}}}}',
      { overflow: { maxWaitTime: 2_000, action: 'drop' } },
      5,
    ],
    [
      'an element that it takes away',
      '{target: {kind: Queue, name: a}, patch: [{op: remove, path: /spec/skills/0}]}',
      'add s',
      14,
    ],
  ])('%s is refused, and the overlay named', async (_, entry, change, line) => {
    const world = await appliedWorld(plain);
    await overlay(world, entry);
    await world.apply();
    const name = entry.includes('name: b') ? 'b' : 'a';
    const s = await idOf(world, 'skills', 's');
    const edit = change === 'add s' ? { skills: [{ id: s, level: 3 }] } : (change as Members);
    await editNamed(world, 'queues', name, edit);
    const { diagnostics } = await accept(world);
    const overlaid = diagnostics.filter(({ code }) => code === 'ACCEPT_OVERLAID');
    expect(overlaid).toMatchObject([{ severity: 'error', address: `Queue/${name}` }]);
    expect(overlaid[0]?.source).toMatchObject(
      line === 5 ? { file: 'overlays/prod.yaml', line } : { file: 'cxform.yaml' },
    );
    expect(codes(diagnostics)).toEqual(['ACCEPT_OVERLAID']);
  });

  it('is not what stands beside it in the same list or map', async () => {
    const world = await appliedWorld(plain);
    const skills = 'skills: [{skill: s, level: 2}]';
    await overlay(
      world,
      `{target: {kind: Queue, name: a}, merge: {spec: {${skills}, overflow: {maxWaitTime: 2m}}}}`,
    );
    await world.apply();
    const [s, t] = [await idOf(world, 'skills', 's'), await idOf(world, 'skills', 't')];
    const levels = (ofS: number) => [
      { id: s, level: ofS },
      { id: t, level: 4 },
    ];
    await editNamed(world, 'queues', 'a', { skills: levels(2) });
    expect(await accept(world)).toMatchObject({ written: [{ path: '/skills/t' }], diagnostics: [] });
    expect((await world.plan()).changes).toEqual([]);
    const accepted = await world.text(file);
    expect(accepted).toContain('    - {skill: s, level: 1}\n    - {skill: t, level: 4}\n');
    await editNamed(world, 'queues', 'a', { skills: levels(3) });
    expect((await accept(world)).diagnostics).toMatchObject([{ code: 'ACCEPT_OVERLAID' }]);
    expect(await world.text(file)).toBe(accepted);
  });

  it('keeps nothing else of the same object from being accepted', async () => {
    const world = await appliedWorld(plain);
    await overlay(world, '{target: {kind: Queue}, merge: {spec: {wrapUpTimeout: 20s}}}');
    await world.apply();
    await editNamed(world, 'queues', 'a', {
      wrapUpTimeout: 5_000,
      overflow: { maxWaitTime: 3_000, action: 'drop' },
    });
    expect(await accept(world)).toMatchObject({
      written: [{ path: '/overflow/maxWaitTime' }],
      diagnostics: [{ code: 'ACCEPT_OVERLAID' }],
    });
    expect(await world.text(file)).toBe(plain.replace('1m', '3s'));
  });
});

describe('what several resources share', () => {
  const users = ['ana', 'ben'].map((name) => ({
    id: `u-${name}`,
    name,
    email: `${name}@acme.test`,
    active: true,
  }));
  const centre = (agents: string) =>
    fileOf(
      `${head('Roster', 'all')}spec:\n  agents:\n    - {name: ana, id: u-ana}\n    - {name: ben, id: u-ben}\n`,
      `${head('RoutingProfile', 'voice')}spec:\n  agents: ${agents}\n  queues:\n    - a # first\n    - b # second\n`,
      queue('a'),
      queue('b'),
      queue('c'),
    );
  const serve = async (world: EngineWorld, agent: string, ...names: string[]) => {
    const queueIds = await Promise.all(names.map((name) => idOf(world, 'queues', name)));
    await world.edit('profiles', `u-${agent}`, { queueIds });
  };

  it('is refused where only one of them was changed', async () => {
    const world = await appliedWorld(centre('[ana, ben]'), { users });
    await serve(world, 'ana', 'c', 'a');
    expect(await accept(world)).toMatchObject({
      written: [],
      diagnostics: [
        { severity: 'error', code: 'ACCEPT_EXPANDED', address: 'RoutingProfile/voice/ana', source: { file } },
      ],
    });
    expect(await world.text(file)).toBe(centre('[ana, ben]'));
  });

  it('is refused where they were changed in different ways', async () => {
    const world = await appliedWorld(centre('[ana, ben]'), { users });
    await serve(world, 'ana', 'c', 'a');
    await serve(world, 'ben', 'b');
    const { written, diagnostics } = await accept(world);
    expect(written).toEqual([]);
    expect(diagnostics.map(({ address }) => address)).toEqual([
      'RoutingProfile/voice/ana',
      'RoutingProfile/voice/ben',
    ]);
  });

  it.each([
    ['the manifest is one resource', '[ana]', ['ana']],
    ['all of them were changed in the same way', '[ana, ben]', ['ana', 'ben']],
  ])('is accepted where %s, in the order that it has', async (_, agents, changed) => {
    const world = await appliedWorld(centre(agents), { users });
    for (const agent of changed) await serve(world, agent, 'c', 'b');
    const { written, diagnostics } = await accept(world, 'RoutingProfile/voice');
    expect(diagnostics).toEqual([]);
    expect(written.map(({ address }) => address)).toEqual(
      changed.map((name) => `RoutingProfile/voice/${name}`),
    );
    expect(await world.text(file)).toBe(
      centre(agents).replace('    - a # first\n    - b # second\n', '    - b # second\n    - c\n'),
    );
    expect(await world.plan()).toMatchObject({ changes: [] });
  });
});

describe('what no manifest can say', () => {
  it.each([
    ['a level that the schema does not allow', { skills: [{ id: 's', level: 9 }] }],
    ['nothing where something must be', { channel: null }],
    [
      'a reference to what has been deleted',
      { overflow: { maxWaitTime: 60_000, action: 'drop', targetQueueId: 'gone' } },
    ],
  ])('%s is refused', async (_, change) => {
    const text = plain.replace('action: drop}', 'action: drop, targetQueue: b}');
    const world = await appliedWorld(text);
    const [s, a] = [await idOf(world, 'skills', 's'), await idOf(world, 'queues', 'a')];
    const edited = JSON.parse(JSON.stringify(change).replace('"s"', JSON.stringify(s)));
    // As no sandbox would have it.
    const queues = (await world.objects('queues')).map((one) => (one.id === a ? { ...one, ...edited } : one));
    world.hooks.answer = (request) =>
      request.url.includes('/routing/queues') ? Response.json({ entities: queues }) : undefined;
    expect(await accept(world)).toMatchObject({
      written: [],
      diagnostics: [{ severity: 'error', code: 'ACCEPT_UNFIT', address: 'Queue/a' }],
    });
    expect(await world.text(file)).toBe(text);
  });

  it('keeps nothing else of the same object from being accepted', async () => {
    const world = await appliedWorld(plain);
    const a = await idOf(world, 'queues', 'a');
    const gone = { wrapUpTimeout: undefined, skills: [{ id: 'gone', level: 1 }] };
    const queues = (await world.objects('queues')).map((one) => (one.id === a ? { ...one, ...gone } : one));
    world.hooks.answer = (request) =>
      request.url.includes('/routing/queues') ? Response.json({ entities: queues }) : undefined;
    const { written, diagnostics } = await accept(world);
    expect(written).toMatchObject([
      { path: '/skills/s', after: null },
      { path: '/wrapUpTimeout', after: null },
    ]);
    expect(codes(diagnostics)).toEqual(['ACCEPT_UNFIT']);
  });

  it('is told of a resource that has no object', async () => {
    const world = await appliedWorld(plain);
    const taken = await acceptPaths(
      world,
      'Skill/none' as Address,
      ['/displayName'],
      fileOf(plain, skill('none')),
    );
    expect(codes(taken.diagnostics)).toEqual(['ACCEPT_UNFIT']);
  });
});

describe('what would not be right', () => {
  it('is refused, and the rest is written', async () => {
    const world = await appliedWorld(plain);
    await editNamed(world, 'queues', 'b', { name: 'x', wrapUpTimeout: 1_000 });
    await editNamed(world, 'queues', 'a', { wrapUpTimeout: 2_000 });
    await world.files.write('/centre/manifests/c.yaml', queue('c', '  displayName: x\n'));
    // Git gave the name to another queue meanwhile.
    const { written, diagnostics } = await accept(world, 'Queue/a', 'Queue/b');
    expect(written).toMatchObject([{ address: 'Queue/a' }]);
    expect(diagnostics).toMatchObject([
      {
        severity: 'error',
        code: 'ACCEPT_REFUSED',
        address: 'Queue/b',
        detail: expect.stringContaining('IDENTITY_SHARED'),
      },
    ]);
  });

  it('is right where two objects have changed their names', async () => {
    const world = await appliedWorld(plain);
    await editNamed(world, 'queues', 'a', { name: 'x' });
    await editNamed(world, 'queues', 'b', { name: 'a' });
    await editNamed(world, 'queues', 'x', { name: 'b' });
    expect(await accept(world)).toMatchObject({
      written: [
        { address: 'Queue/a', after: 'b' },
        { address: 'Queue/b', after: 'a' },
      ],
      diagnostics: [],
    });
    expect(await world.plan()).toMatchObject({ changes: [] });
  });
});

describe('files', () => {
  it('that several Tenants have are told', async () => {
    const world = await appliedWorld(plain);
    const config = await world.text('cxform.yaml');
    const other = config.replaceAll('prod', 'test').replaceAll('tenant.json', 'other.json');
    await world.files.write('/centre/cxform.yaml', `${config}---\n${other}`);
    await editNamed(world, 'queues', 'a', { wrapUpTimeout: 2_000 });
    const { tenant } = await loadTenant({ files: world.files, path: '/centre/cxform.yaml', name: 'prod' });
    const { written, diagnostics } = await acceptPaths(
      world,
      'Queue/a' as Address,
      ['/wrapUpTimeout'],
      undefined,
      tenant,
    );
    expect(written).toHaveLength(1);
    expect(diagnostics).toMatchObject([{ severity: 'warning', code: 'ACCEPT_SHARED', source: { file } }]);
  });

  it('that were edited since they were compiled are left alone', async () => {
    const world = await appliedWorld(plain);
    await editNamed(world, 'queues', 'a', { wrapUpTimeout: 2_000 });
    const after = `${plain}# a note\n`;
    const taken = await acceptPaths(world, 'Queue/a' as Address, ['/wrapUpTimeout'], after);
    expect(taken).toMatchObject({ written: [], diagnostics: [{ code: 'ACCEPT_MOVED' }] });
    expect(await world.text(file)).toBe(after);
  });

  it('that are edited while they are compiled anew are left alone', async () => {
    const world = await appliedWorld(plain);
    await editNamed(world, 'queues', 'a', { wrapUpTimeout: 2_000 });
    await editNamed(world, 'queues', 'b', { wrapUpTimeout: 2_000 });
    await world.files.write('/centre/manifests/c.yaml', skill('c'));
    const write = world.files.write.bind(world.files);
    const read = world.files.read.bind(world.files);
    let reads = 0;
    world.files.read = async (path) => {
      if (path.endsWith('centre.yaml') && ++reads === 3) await write(path, `${plain}# a note\n`);
      return read(path);
    };
    expect(await accept(world)).toMatchObject({ written: [], diagnostics: [{ code: 'ACCEPT_MOVED' }] });
    expect(await world.text(file)).toBe(`${plain}# a note\n`);
  });

  it('that were written before one could not be are told', async () => {
    const world = await appliedWorld(plain);
    const more = queue('c', '  wrapUpTimeout: 30s\n');
    await world.files.write('/centre/manifests/d.yaml', more);
    await world.apply();
    await editNamed(world, 'queues', 'a', { wrapUpTimeout: 2_000 });
    await editNamed(world, 'queues', 'c', { wrapUpTimeout: 2_000 });
    const write = world.files.write.bind(world.files);
    world.files.write = async (path, text) => {
      if (path.endsWith('d.yaml')) throw Object.assign(new Error('full'), { code: 'ENOSPC' });
      return write(path, text);
    };
    expect(await accept(world)).toMatchObject({
      written: [{ address: 'Queue/a', file }],
      diagnostics: [{ severity: 'error', code: 'ACCEPT_UNWRITABLE' }],
    });
    expect(await world.text('manifests/d.yaml')).toBe(more);
  });

  it('that cannot be written are told', async () => {
    const world = await appliedWorld(plain);
    await editNamed(world, 'queues', 'a', { wrapUpTimeout: 2_000 });
    world.files.assureWritable = async () => {
      throw Object.assign(new Error('no'), { code: 'EACCES' });
    };
    expect(await accept(world)).toMatchObject({
      written: [],
      diagnostics: [{ severity: 'error', code: 'ACCEPT_UNWRITABLE' }],
    });
  });
});

/** Accepts these paths, as they are after a file was edited. */
async function acceptPaths(
  engine: EngineWorld,
  address: Address,
  paths: readonly string[],
  editedTo?: string,
  chosen?: Awaited<ReturnType<typeof loadTenant>>['tenant'],
) {
  const { tenant } = chosen
    ? { tenant: chosen }
    : await loadTenant({ files: engine.files, path: '/centre/cxform.yaml' });
  if (!tenant) throw new Error('there is no tenant');
  const world: World = engine.world;
  const isDeclared = address !== 'Skill/none';
  if (!isDeclared && editedTo) await engine.files.write(`/centre/${file}`, editedTo);
  const result = await withSurvey(world, tenant, async (survey) => {
    if (isDeclared && editedTo) await engine.files.write(`/centre/${file}`, editedTo);
    return acceptLive(world, survey, [{ address, paths }]);
  });
  if (!('written' in result)) throw new Error(JSON.stringify(result.diagnostics));
  return result;
}
