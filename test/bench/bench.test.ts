import { describe, expect, it } from 'vitest';
import { readsBound } from '../../tools/bench/bound.ts';
import { objectCount } from '../../tools/bench/centre/centre.ts';
import { changeCentre } from '../../tools/bench/centre/change.ts';
import { generateCentre } from '../../tools/bench/centre/generate.ts';
import { manifestsOf } from '../../tools/bench/centre/manifests.ts';
import { stateOf } from '../../tools/bench/centre/state.ts';
import { measureMakespans } from '../../tools/bench/makespan/makespan.ts';
import { generatedWorld } from './generated-world.ts';

const sizes = [100, 1000];

describe('a generated centre', () => {
  it.each(sizes)('has %i objects and is the same for the same seed', (objects) => {
    const made = () => {
      const centre = generateCentre(objects, 7);
      const { centre: changed } = changeCentre(centre, objects, 7);
      return [stateOf(centre), [...manifestsOf(centre, 7)], [...manifestsOf(changed, 7)]];
    };
    expect(objectCount(generateCentre(objects, 7))).toBe(objects);
    expect(made()).toEqual(made());
    expect(stateOf(generateCentre(objects, 8))).not.toBe(stateOf(generateCentre(objects, 7)));
  });

  it.each(sizes)(
    'of %i objects gives rise to no error and no warning, before and after its changes',
    async (objects) => {
      const { world, changed, declare } = await generatedWorld(objects);
      const before = await world.validate();
      expect(before.summary).toMatchObject({ resources: objects, errors: 0, warnings: 0 });
      expect(before.diagnostics).toEqual([]);
      await declare(changed.centre);
      const after = await world.validate();
      expect(after.summary).toMatchObject({ resources: objectCount(changed.centre) });
      expect(after.diagnostics).toEqual([]);
    },
  );

  it('cuts its manifests into files of 50 to 200 documents, but for the last of each kind', () => {
    const files = [...manifestsOf(generateCentre(1000, 7), 7)].filter(([path]) => path.startsWith('queues/'));
    const counts = files.map(([, text]) => text.split('---\n').length);
    expect(counts.length).toBeGreaterThan(2);
    for (const count of counts.slice(0, -1)) {
      expect(count).toBeGreaterThanOrEqual(50);
      expect(count).toBeLessThanOrEqual(200);
    }
  });
});

describe.each([
  [100, 0.25],
  [1000, 0.25],
  [1000, 0],
])('a tenant of %i objects, of which this share are profiles: %d', (objects, profileShare) => {
  it('is planned with as many requests as the bound and no write, where nothing changed', async () => {
    const { world, centre } = await generatedWorld(objects, profileShare);
    const plan = await world.plan();
    expect(plan.summary).toMatchObject({ create: 0, update: 0, delete: 0, unchanged: objects });
    expect(world.requests).toHaveLength(readsBound(centre, centre));
    expect(world.writes).toEqual([]);
  });

  it('is applied with as many writes as the plan has changes, and asked no more than the bound beside them', async () => {
    const { world, centre, changed, declare } = await generatedWorld(objects, profileShare);
    await world.apply();
    expect(world.writes).toEqual([]);
    await declare(changed.centre);
    const reads = readsBound(centre, changed.centre);

    const plan = await world.plan();
    expect(plan.changes).toHaveLength(changed.changes);
    expect(world.requests).toHaveLength(reads);
    expect(world.writes).toEqual([]);

    const report = await world.apply();
    expect(report.summary).toMatchObject({ applied: changed.changes, failed: 0 });
    expect(world.writes).toHaveLength(changed.changes);
    // A profile is looked at once more right before it is written, since a write replaces all of it.
    expect(world.requests).toHaveLength(reads + changed.changes + changed.profiles);
    expect((await world.plan()).summary).toMatchObject({ create: 0, update: 0, delete: 0 });
    expect(world.requests).toHaveLength(readsBound(changed.centre, changed.centre));
  });
});

describe('an apply under a rate limit', () => {
  it('ends with every change applied, whether or not the client knows the limit', async () => {
    const makespans = await measureMakespans(1);
    expect(makespans.map(({ applied, writes }) => [applied, writes])).toEqual([
      [300, 300],
      [300, 300],
    ]);
    // The tenant takes 50 at once and 50 in each minute that follows: nothing is faster.
    for (const { seconds } of makespans) expect(seconds).toBeGreaterThanOrEqual(300);
    expect(makespans.map(({ refused }) => refused > 0)).toEqual([false, true]);
  });
});
