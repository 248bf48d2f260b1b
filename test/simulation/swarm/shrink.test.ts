import { describe, expect, it } from 'vitest';
import { drawRun } from './draw/draw-run.ts';
import type { RunPlan } from './run-plan.ts';
import { shrink } from './shrink.ts';

const sizeOf = ({ strikes, acts, appliers, objects }: RunPlan) =>
  strikes.length + acts.length + appliers.length + objects.length;

describe('a run that fails', () => {
  it('is left with what it fails for, and one of what every run has', async () => {
    const plan = Array.from({ length: 100 }, (_, index) => drawRun(index + 1)).find(
      ({ strikes, appliers }) => appliers.length === 3 && strikes.some(({ applier }) => applier === 2),
    );
    const needed = plan?.strikes.find(({ applier }) => applier === 2);
    if (!plan || !needed) throw new Error('no such run was drawn');
    const fails = async ({ strikes }: RunPlan) =>
      strikes.some(
        ({ site, nth, kind }) => site === needed.site && nth === needed.nth && kind === needed.kind,
      );
    const smallest = await shrink(plan, fails);
    expect(sizeOf(smallest)).toBe(3);
    expect(await fails(smallest)).toBe(true);
    expect(smallest.strikes[0]?.applier).toBe(0);
  });

  it('refers to nothing that was dropped', async () => {
    const plan: RunPlan = {
      seed: 1,
      pageSize: 100,
      objects: [
        { kind: 'Skill', name: 's1', after: {} },
        {
          kind: 'Queue',
          name: 'q1',
          after: {
            channel: 'voice',
            skills: [{ skill: 's1', level: 1 }],
            overflow: { maxWaitTime: '60s', action: 'routeToQueue', targetQueue: 'q2' },
          },
        },
        { kind: 'Queue', name: 'q2', after: { channel: 'voice' } },
      ],
      appliers: [{ parallelism: 1, lockTimeoutMs: 0, turns: [] }],
      strikes: [],
      acts: [],
    };
    const hasBoth = ({ objects }: RunPlan) => {
      const spec = objects.find(({ name }) => name === 'q1')?.after;
      return spec !== undefined && 'skills' in spec;
    };
    const { objects } = await shrink(plan, async (smaller) => hasBoth(smaller));
    expect(objects).toEqual([{ kind: 'Queue', name: 'q1', after: { channel: 'voice', skills: [] } }]);
  });
});
