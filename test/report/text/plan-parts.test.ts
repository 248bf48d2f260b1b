import { describe, expect, it } from 'vitest';
import { address } from '../../../src/core/address.ts';
import { driftText } from '../../../src/report/text/drift.ts';
import { planText } from '../../../src/report/text/plan.ts';
import { styleOf } from '../../../src/report/text/style.ts';
import { type Declaration, queue, skill } from '../../support/declarations.ts';
import { engineWorld } from '../../support/engine-world.ts';

const plain = styleOf({ color: false });
const linesOf = (text: string) => text.split('\n').map((line) => line.trimEnd());
const live = (id: string, name: string, fields = {}) => ({
  id,
  name,
  channel: 'voice',
  version: 1,
  ...fields,
});

const rule = (name: string, spec: Declaration['spec']): Declaration => ({
  kind: 'OverflowRule',
  metadata: { name },
  spec,
});
const dropping = rule('sales-drop', { queue: 'sales', maxWaitTime: '2m', action: 'drop' });
const roster: Declaration = {
  kind: 'Roster',
  metadata: { name: 'team' },
  spec: {
    agents: [
      { name: 'ana', id: 'u1' },
      { name: 'ben', id: 'u2' },
    ],
  },
};
const profile: Declaration = {
  kind: 'RoutingProfile',
  metadata: { name: 'voice' },
  spec: { agents: ['all'], queues: ['sales'] },
};
const users = [
  { id: 'u1', name: 'ana', active: true },
  { id: 'u2', name: 'ben', active: true },
];

describe('a part of a queue that a manifest of its own declares', () => {
  it('bears the place of that manifest in a plan', async () => {
    const world = await engineWorld({ declared: [queue('sales', { wrapUpTimeout: '5s' }), dropping] });
    expect(linesOf(planText(await world.plan(), plain)).slice(1, 7)).toEqual([
      '  + Queue/sales  manifests/Queue-sales.yaml:1:1',
      '      channel               voice',
      '      displayName           sales',
      expect.stringMatching(
        /^ {6}overflow\/action {7}drop {2}from manifests\/OverflowRule-sales-drop\.yaml:\d+:\d+$/,
      ),
      expect.stringMatching(
        /^ {6}overflow\/maxWaitTime {2}2m {2}from manifests\/OverflowRule-sales-drop\.yaml:\d+:\d+$/,
      ),
      '      wrapUpTimeout         5s',
    ]);
  });

  it('bears it in an update after what the field was', async () => {
    const world = await engineWorld({ declared: [queue('sales'), dropping] });
    await world.apply();
    await world.declare(queue('sales'), rule('sales-drop', { ...dropping.spec, maxWaitTime: '3m' }));
    expect(planText(await world.plan(), plain)).toMatch(
      /overflow\/maxWaitTime {2}2m {2}→ 3m {2}from manifests\/OverflowRule-sales-drop\.yaml:\d+:\d+\n/,
    );
  });

  it('is an orphan that names its host when its manifest goes', async () => {
    const world = await engineWorld({ declared: [queue('sales'), dropping] });
    await world.apply();
    await world.declare(queue('sales'));
    const orphan = '  OverflowRule/sales-drop  overflow of Queue/sales';
    expect(linesOf(planText(await world.plan(), plain))).toContain(orphan);
    expect(linesOf(driftText(await world.drift(), plain))).toContain(orphan);
  });

  it('is named where prune clears it', async () => {
    const world = await engineWorld({ declared: [queue('sales'), dropping], tenant: { prune: true } });
    await world.apply();
    await world.declare(queue('sales'));
    expect(linesOf(planText(await world.plan(), plain))).toContain(
      '      - OverflowRule/sales-drop  no longer in Git: its part is cleared',
    );
  });
});

it('queues that need each other are created, then linked', async () => {
  const to = (targetQueue: string) => ({
    overflow: { maxWaitTime: '1m', action: 'routeToQueue', targetQueue },
  });
  const world = await engineWorld({ declared: [queue('a', to('b')), queue('b', to('a'))] });
  const heads = linesOf(planText(await world.plan(), plain)).filter((line) => line.startsWith('  + '));
  expect(heads).toEqual([
    '  + Queue/a  manifests/Queue-a.yaml:1:1  created, then linked (overflow)',
    '  + Queue/b  manifests/Queue-b.yaml:1:1',
  ]);
});

it('objects that are written again are counted in words', async () => {
  const world = await engineWorld({
    users,
    declared: [queue('sales', { wrapUpTimeout: '5s' }), roster, profile],
    tenant: { reassign: true },
  });
  await world.apply();
  await world.declare(queue('sales', { wrapUpTimeout: '6s' }), roster, profile);
  const lines = linesOf(planText(await world.plan(), plain));
  const title = lines.findIndex((line) => line.startsWith('Effects'));
  expect(lines[title + 1]).toBe('  reassign 2 routing profiles of RoutingProfile/voice');
});

it('a plan that is limited says to what', async () => {
  const world = await engineWorld({ declared: [skill('a'), skill('b')] });
  const targets = [address('Skill', 'a'), address('Skill', 'b')];
  expect(linesOf(planText({ ...(await world.plan()), targets }, plain)).slice(0, 4)).toEqual([
    'Limited (to these addresses and what they need)',
    '  Skill/a',
    '  Skill/b',
    '',
  ]);
});

describe('how much of the tenant is in Git', () => {
  it('stands in percent in a plan and in a drift report', async () => {
    const world = await engineWorld({
      queues: [live('q1', 'a'), live('q2', 'b'), live('q3', 'c')],
      declared: [queue('a'), queue('b')],
    });
    for (const text of [planText(await world.plan(), plain), driftText(await world.drift(), plain)]) {
      expect(text).toContain('Git coverage 66.6% (2 of 3)');
    }
  });

  it('is left out of an empty tenant', async () => {
    const world = await engineWorld({ declared: [queue('a')] });
    expect(planText(await world.plan(), plain)).not.toContain('coverage');
  });
});

it('a field that was changed by hand bears the place that declares it', async () => {
  const world = await engineWorld({ declared: [queue('sales'), dropping] });
  await world.apply();
  const [sales] = await world.objects('queues');
  await world.edit('queues', String(sales?.id), { overflow: { maxWaitTime: 180_000, action: 'drop' } });
  expect(driftText(await world.drift(), plain)).toMatch(
    /overflow\/maxWaitTime {2}declared 2m {2}applied 2m {2}live 3m {2}manifests\/OverflowRule-sales-drop\.yaml:\d+:\d+\n/,
  );
});
