import { describe, expect, it } from 'vitest';
import { codes } from '../support/engine-world.ts';
import { accept, appliedWorld, editNamed, file, idOf, overlay } from './accept-world.ts';

const head = (kind: string, name: string) =>
  `apiVersion: cxform/v1\nkind: ${kind}\nmetadata: {name: ${name}}\n`;

const skills = ['billing', 'spanish', 'storm']
  .map((name) => `${head('Skill', name)}spec: {}\n`)
  .join('---\n');

const billing = `# What people pay.
apiVersion: cxform/v1
kind: Queue
metadata: {name: billing}   # since 2019
spec:
  channel: voice
  wrapUpTimeout: 30s   # union rule
  skills:
    # the main one
    - {skill: billing, level: 3}   # three
    - skill: spanish   # for the south
      level: 2
`;

const general = `${head('Queue', 'general')}spec: {channel: voice}\n`;

const centre = [billing, skills, general].join('---\n');

describe('accepting drift', () => {
  it('writes a value that was changed by hand where it is declared, and nothing else', async () => {
    const world = await appliedWorld(centre);
    await editNamed(world, 'queues', 'billing', { wrapUpTimeout: 90_000 });
    expect(await accept(world)).toEqual({
      formatVersion: 1,
      tenant: 'prod',
      written: [
        { address: 'Queue/billing', path: '/wrapUpTimeout', file, line: 7, before: '30s', after: '1m30s' },
      ],
      diagnostics: [],
    });
    expect(await world.text(file)).toBe(centre.replace('30s ', '1m30s '));
    expect(await world.plan()).toMatchObject({ changes: [] });
  });

  it('tells what was declared in the form that all output has', async () => {
    const text = centre
      .replace('wrapUpTimeout: 30s', 'wrapUpTimeout: 61s')
      .replace('  channel', '  overflow: {maxWaitTime: 3600s, action: drop}\n  channel');
    const world = await appliedWorld(text);
    await editNamed(world, 'queues', 'billing', { wrapUpTimeout: 2_000, overflow: null });
    expect((await accept(world)).written).toMatchObject([
      { path: '/overflow', before: { maxWaitTime: '1h', action: 'drop' }, after: null },
      { path: '/wrapUpTimeout', before: '1m1s', after: '2s' },
    ]);
  });

  it('writes nothing to the tenant and nothing to the ledger', async () => {
    const world = await appliedWorld(centre);
    await editNamed(world, 'queues', 'billing', { wrapUpTimeout: 90_000 });
    const journal = await world.journal();
    await accept(world);
    expect(world.writes).toEqual([]);
    expect(await world.journal()).toEqual(journal);
  });

  it('changes, adds and takes away elements of a keyed list in their places', async () => {
    const world = await appliedWorld(centre);
    const [spanish, storm] = [await idOf(world, 'skills', 'spanish'), await idOf(world, 'skills', 'storm')];
    const levels = [
      { id: storm, level: 5 },
      { id: spanish, level: 4 },
    ];
    await editNamed(world, 'queues', 'billing', { skills: levels });
    const { written } = await accept(world);
    expect(written.map(({ path, line, before, after }) => [path, line, before, after])).toEqual([
      ['/skills/billing', 10, { skill: 'billing', level: 3 }, null],
      ['/skills/spanish/level', 11, 2, 4],
      ['/skills/storm', 12, null, { skill: 'storm', level: 5 }],
    ]);
    const wanted = centre
      .replace('    - {skill: billing, level: 3}   # three\n', '')
      .replace('level: 2\n', 'level: 4\n    - {skill: storm, level: 5}\n');
    expect(await world.text(file)).toBe(wanted);
    expect(await world.plan()).toMatchObject({ changes: [] });
  });

  it('takes away several elements at once, and the list stays a list', async () => {
    const world = await appliedWorld(centre);
    await editNamed(world, 'queues', 'billing', { skills: [] });
    expect((await accept(world)).written).toHaveLength(2);
    expect(await world.text(file)).toContain('  skills: []');
    expect(await world.plan()).toMatchObject({ changes: [] });
  });

  it('declares as nothing what the tenant has no more', async () => {
    const world = await appliedWorld(centre);
    await editNamed(world, 'queues', 'billing', { wrapUpTimeout: null });
    expect((await accept(world)).written).toMatchObject([{ path: '/wrapUpTimeout', after: null }]);
    expect(await world.text(file)).toBe(centre.replace('30s ', 'null '));
    expect(await world.plan()).toMatchObject({ changes: [] });
  });

  it('gives a manifest the name that its object was given', async () => {
    const world = await appliedWorld(centre);
    await editNamed(world, 'queues', 'general', { name: 'General: "desk" # 1' });
    expect((await accept(world)).written).toMatchObject([
      { address: 'Queue/general', path: '/displayName', before: 'general', after: 'General: "desk" # 1' },
    ]);
    expect(await world.plan()).toMatchObject({ changes: [] });
  });

  it('accepts the addresses that are named, and leaves the others', async () => {
    const world = await appliedWorld(centre);
    await editNamed(world, 'queues', 'billing', { wrapUpTimeout: 5_000 });
    await editNamed(world, 'queues', 'general', { channel: 'chat' });
    const { written, diagnostics } = await accept(world, 'Queue/general', 'Skill/storm');
    expect(written).toMatchObject([{ address: 'Queue/general', before: 'voice', after: 'chat' }]);
    expect(diagnostics).toMatchObject([
      { severity: 'warning', code: 'ACCEPT_NOTHING', address: 'Skill/storm' },
    ]);
    expect(await world.plan()).toMatchObject({ changes: [{ address: 'Queue/billing' }] });
  });

  it('accepts nothing where an address is unknown, and tells which may be meant', async () => {
    const world = await appliedWorld(centre);
    await editNamed(world, 'queues', 'billing', { wrapUpTimeout: 5_000 });
    expect(await accept(world, 'Queue/billing', 'Queue/genral')).toMatchObject({
      written: [],
      diagnostics: [{ severity: 'error', code: 'ACCEPT_NOT_FOUND', hint: 'Did you mean Queue/general?' }],
    });
    expect(await world.text(file)).toBe(centre);
  });

  it('tells what has been deleted', async () => {
    const world = await appliedWorld(centre);
    const others = (await world.objects('queues')).filter(({ name }) => name !== 'general');
    await world.setTenant({ queues: others, skills: await world.objects('skills') });
    expect(await accept(world)).toMatchObject({
      written: [],
      diagnostics: [{ severity: 'info', code: 'ACCEPT_MISSING', address: 'Queue/general' }],
    });
    expect(codes((await accept(world, 'Queue/general')).diagnostics)).toEqual(['ACCEPT_MISSING']);
  });
});

describe('manifests as people write them', () => {
  const special = `${head('Queue', 'x')}spec:
  # This queue is special: see ticket 4711
  displayName: x
  ? channel
  : voice
  # never below 30s, legal says
  ? wrapUpTimeout # seconds
  # as agreed
  : 30s
  overflow: {? maxWaitTime # SLA
    : 1m # by contract
    , action: drop}
`;

  it('keep keys behind question marks, and the comments around', async () => {
    const world = await appliedWorld(special);
    await editNamed(world, 'queues', 'x', {
      name: 'Sales, EU',
      channel: 'chat',
      wrapUpTimeout: 1_000,
      overflow: { maxWaitTime: 5_000, action: 'drop' },
    });
    const { written, diagnostics } = await accept(world);
    expect(diagnostics).toEqual([]);
    expect(written).toHaveLength(4);
    expect(await world.text(file)).toBe(
      special
        .replace('displayName: x', 'displayName: Sales, EU')
        .replace(': voice', ': chat')
        .replace(': 30s\n', ': 1s\n')
        .replace(': 1m #', ': 5s #'),
    );
    expect((await world.plan()).changes).toEqual([]);
  });

  it('take texts with commas in braces', async () => {
    const text = `${head('Queue', 'x')}spec: {displayName: x, channel: voice}\n`;
    const world = await appliedWorld(text);
    await editNamed(world, 'queues', 'x', { name: 'Sales, {EU}' });
    expect((await accept(world)).diagnostics).toEqual([]);
    expect(await world.text(file)).toBe(text.replace('displayName: x', 'displayName: "Sales, {EU}"'));
  });

  it('are told and left where a comment would be lost, and the rest is written', async () => {
    const text = special.replace(
      ', action: drop}',
      ', action: routeToQueue\n    , targetQueue: {external: Old # for now\n    }}',
    );
    const queues = ['Old', 'Storm', 'Storm'].map((name, index) => ({
      id: `q${index}`,
      name,
      channel: 'voice',
      version: 1,
    }));
    const world = await appliedWorld(text, { queues });
    const overflow = { maxWaitTime: 60_000, action: 'routeToQueue', targetQueueId: 'q1' };
    await editNamed(world, 'queues', 'x', { wrapUpTimeout: 1_000, overflow });
    const { written, diagnostics } = await accept(world);
    expect(written).toMatchObject([{ path: '/wrapUpTimeout' }]);
    expect(diagnostics).toMatchObject([
      {
        severity: 'error',
        code: 'ACCEPT_REFUSED',
        address: 'Queue/x',
        hint: expect.stringContaining(`${file}:`),
        source: { file },
      },
    ]);
    expect(await world.text(file)).toBe(text.replace(': 30s\n', ': 1s\n'));
  });
});

describe('where drift is written', () => {
  const rule = `${head('OverflowRule', 'storm')}spec:\n  queue: billing\n  maxWaitTime: 2m   # SLA\n  action: routeToQueue\n  targetQueue: general\n`;
  const withRule = [centre, rule].join('---\n');
  const overflow = async (world: Awaited<ReturnType<typeof appliedWorld>>, change: object) => {
    const queue = (await world.objects('queues')).find(({ name }) => name === 'billing');
    await editNamed(world, 'queues', 'billing', {
      overflow: { ...(queue?.overflow as object), ...change },
    });
  };

  it('is the manifest of the facet that declares the field', async () => {
    const world = await appliedWorld(withRule);
    await overflow(world, { maxWaitTime: 45_000 });
    expect((await accept(world, 'OverflowRule/storm')).written).toMatchObject([
      { address: 'Queue/billing', path: '/overflow/maxWaitTime', file, before: '2m', after: '45s' },
    ]);
    expect(await world.text(file)).toBe(withRule.replace('2m ', '45s '));
    expect(await world.plan()).toMatchObject({ changes: [] });
  });

  it.each([
    ['its name, where that is clear', ['Storm desk'], '{external: Storm desk}'],
    ['its id, where several have the name', ['Storm desk', 'Storm desk'], '{id: q0}'],
  ])('refers to what Git does not manage by %s', async (_, names, reference) => {
    const queues = names.map((name, index) => ({ id: `q${index}`, name, channel: 'voice', version: 1 }));
    const world = await appliedWorld(withRule, { queues });
    await overflow(world, { targetQueueId: 'q0' });
    expect((await accept(world)).written).toMatchObject([{ path: '/overflow/targetQueue' }]);
    expect(await world.text(file)).toBe(
      withRule.replace('targetQueue: general', `targetQueue: ${reference}`),
    );
    expect(await world.plan()).toMatchObject({ changes: [] });
  });

  it('takes along what a field needs that Git did not declare', async () => {
    const text = withRule.replace('action: routeToQueue\n  targetQueue: general', 'action: drop');
    const world = await appliedWorld(text);
    await overflow(world, { action: 'routeToQueue', targetQueueId: await idOf(world, 'queues', 'general') });
    expect((await accept(world)).written).toMatchObject([
      { path: '/overflow/action', before: 'drop', after: 'routeToQueue' },
      { path: '/overflow/targetQueue', before: null, after: 'general' },
    ]);
    expect(await world.plan()).toMatchObject({ changes: [] });
  });

  it('takes along nothing that Git left alone where it is not needed', async () => {
    const text = withRule.replace('action: routeToQueue\n  targetQueue: general', 'action: drop');
    const world = await appliedWorld(text);
    await overflow(world, { maxWaitTime: 1_000, targetQueueId: await idOf(world, 'queues', 'general') });
    expect((await accept(world)).written).toMatchObject([{ path: '/overflow/maxWaitTime' }]);
  });

  it('is nowhere while a whole manifest would have to go', async () => {
    const world = await appliedWorld(withRule);
    await editNamed(world, 'queues', 'billing', { overflow: null, wrapUpTimeout: 1_000 });
    expect(await accept(world)).toMatchObject({
      written: [{ path: '/wrapUpTimeout' }],
      diagnostics: [{ severity: 'error', code: 'ACCEPT_UNFIT', address: 'Queue/billing', source: { file } }],
    });
  });

  it('is the map of an inline part, which goes as a whole', async () => {
    const inline = centre.replace(
      '  wrapUp',
      '  overflow: {maxWaitTime: 2m, action: drop}   # rain\n  wrapUp',
    );
    const world = await appliedWorld(inline);
    await editNamed(world, 'queues', 'billing', { overflow: null });
    expect((await accept(world)).written).toMatchObject([{ path: '/overflow', after: null }]);
    expect(await world.text(file)).toBe(inline.replace('{maxWaitTime: 2m, action: drop}', 'null'));
    await overflow(world, { maxWaitTime: 3_000, action: 'drop' });
    await world.apply();
    await editNamed(world, 'queues', 'billing', { overflow: { maxWaitTime: 7_000, action: 'drop' } });
    await accept(world);
    expect(await world.text(file)).toBe(inline.replace('2m', '7s'));
    expect(await world.plan()).toMatchObject({ changes: [] });
  });

  it.each([
    [
      'flow style',
      (text: string) =>
        text.replace(/spec:\n {2}queue[\s\S]*$/, 'spec: {queue: billing, maxWaitTime: 2m, action: drop}\n'),
      '2m',
      '45s',
    ],
    ['carriage returns', (text: string) => text.replaceAll('\n', '\r\n'), '2m ', '45s '],
    ['a byte order mark', (text: string) => `\uFEFF${text}`, '2m ', '45s '],
    ['a quoted value', (text: string) => text.replace('2m ', '"2m" '), '"2m"', '45s'],
  ])('keeps %s', async (_, change, before, after) => {
    const text = change(withRule);
    const world = await appliedWorld(text);
    await overflow(world, { maxWaitTime: 45_000 });
    await accept(world);
    const bytes = await world.files.read(`/centre/${file}`);
    expect(new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)).toBe(text.replace(before, after));
    expect(await world.plan()).toMatchObject({ changes: [] });
  });

  it('is not what shares a value by an anchor', async () => {
    const text = [
      `${head('Queue', 'a')}spec:\n  channel: voice\n  wrapUpTimeout: &time 30s\n  overflow: {maxWaitTime: *time, action: drop}\n`,
      general,
    ].join('---\n');
    const world = await appliedWorld(text);
    await editNamed(world, 'queues', 'a', { wrapUpTimeout: 5_000 });
    expect((await accept(world)).written).toHaveLength(1);
    expect(await world.text(file)).toBe(text.replace('&time 30s', '5s').replace('*time', '30s'));
    expect(await world.plan()).toMatchObject({ changes: [] });
  });

  it('is the document that holds for this tenant, of two with one name', async () => {
    const variant = (site: string, time: string) =>
      `apiVersion: cxform/v1\nkind: Queue\nmetadata: {name: a, labels: {site: ${site}}}\nspec: {channel: voice, wrapUpTimeout: ${time}}\n`;
    const text = [variant('paris', '10s'), variant('manila', '20s')].join('---\n');
    const world = await appliedWorld(general);
    await overlay(world, '{target: {kind: Queue, labels: {site: paris}}, exclude: true}');
    await world.files.write(`/centre/${file}`, text);
    await world.apply();
    await editNamed(world, 'queues', 'a', { wrapUpTimeout: 1_000 });
    await accept(world);
    expect(await world.text(file)).toBe(text.replace('20s', '1s'));
  });
});
