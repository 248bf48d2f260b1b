import fc from 'fast-check';
import { expect, it } from 'vitest';
import { runInOrder } from '../../src/apply/schedule.ts';
import { address } from '../../src/core/address.ts';
import type { Change } from '../../src/core/change.ts';
import type { Outcome, OutcomeKind } from '../../src/core/outcome.ts';
import { VirtualClock } from '../support/virtual-clock.ts';

interface Planned {
  readonly change: Change;
  readonly end: Exclude<OutcomeKind, 'blocked'>;
  readonly takesMs: number;
}

const nameOf = (index: number) => address('Skill', `n${index}`);

const outcomeOf = ({ address, action }: Change, outcome: OutcomeKind): Outcome => ({
  address,
  action,
  outcome,
  attempts: 1,
});

/** Changes that depend on earlier ones only, given in any order, each with its end and how long it takes. */
const planned = (): fc.Arbitrary<readonly Planned[]> =>
  fc
    .array(
      fc.record({
        needs: fc.array(fc.nat(99), { maxLength: 3 }),
        end: fc.constantFrom('applied', 'applied', 'applied', 'failed', 'conflict', 'unknown'),
        takesMs: fc.nat(50),
      }),
      { maxLength: 14 },
    )
    .map((list) =>
      list.map(({ needs, end, takesMs }, index): Planned => {
        const dependsOn = index === 0 ? [] : [...new Set(needs.map((need) => nameOf(need % index)))];
        const change = {
          address: nameOf(index),
          action: 'create',
          fields: [],
          desired: {},
          steps: ['write'],
        } as const;
        return { change: { ...change, dependsOn, sources: {} }, end: end as Planned['end'], takesMs };
      }),
    )
    .chain((list) => fc.shuffledSubarray(list, { minLength: list.length }));

it('runs every change after what it needs, blocks what needs what was not applied, and keeps to its bound', async () => {
  await fc.assert(
    fc.asyncProperty(planned(), fc.integer({ min: 1, max: 5 }), async (list, parallelism) => {
      const clock = new VirtualClock({ auto: true });
      const ends = new Map(list.map((one) => [one.change.address, one]));
      const applied = new Set<string>();
      const told: Outcome[] = [];
      let underWay = 0;
      const outcomes = await runInOrder(
        list.map(({ change }) => change),
        parallelism,
        {
          run: async (change) => {
            expect(++underWay).toBeLessThanOrEqual(parallelism);
            for (const needed of change.dependsOn) expect(applied).toContain(needed);
            const { end, takesMs } = ends.get(change.address) as Planned;
            await clock.sleep(takesMs);
            if (end === 'applied') applied.add(change.address);
            underWay--;
            return outcomeOf(change, end);
          },
          onOutcome: (outcome) => told.push(outcome),
        },
      );
      expect(outcomes.map(({ address }) => address)).toEqual(list.map(({ change }) => change.address));
      expect(told.map(({ address }) => address).sort()).toEqual([...ends.keys()].sort());
      for (const [index, { change, end }] of list.entries()) {
        const isBlocked = change.dependsOn.some((needed) => !applied.has(needed));
        expect(outcomes[index]?.outcome).toBe(isBlocked ? 'blocked' : end);
      }
    }),
    { numRuns: 60 },
  );
});

it('uses all of its bound where nothing waits', async () => {
  const clock = new VirtualClock({ auto: true });
  const changes = Array.from({ length: 10 }, (_, index): Change => {
    const change = { address: nameOf(index), action: 'create', fields: [], desired: {} } as const;
    return { ...change, steps: ['write'], dependsOn: [], sources: {} };
  });
  await runInOrder(changes, 5, {
    run: async (change) => {
      await clock.sleep(100);
      return outcomeOf(change, 'applied');
    },
    onOutcome: () => {},
  });
  expect(clock.monotonic()).toBe(200);
});

it('passes on what is no outcome', async () => {
  const change: Change = {
    address: nameOf(1),
    action: 'create',
    fields: [],
    desired: {},
    steps: ['write'],
    dependsOn: [],
    sources: {},
  };
  const work = { run: () => Promise.reject(new Error('a bug')), onOutcome: () => {} };
  await expect(runInOrder([change], 1, work)).rejects.toThrow('a bug');
});
