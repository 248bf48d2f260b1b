import { describe, expect, it } from 'vitest';
import { checkRun } from './check-run.ts';
import type { PlannedApplier, RunPlan, Strike } from './run-plan.ts';

const timeout = 240_000;

const applier: PlannedApplier = { parallelism: 2, lockTimeoutMs: 0, turns: [] };

/** Something to create, to change, to link, to adopt and to delete. */
const centre: RunPlan = {
  seed: 1,
  pageSize: 100,
  objects: [
    { kind: 'Skill', name: 's1', after: { description: 'Spoken' } },
    { kind: 'Skill', name: 's2', before: { description: 'Written' } },
    {
      kind: 'Queue',
      name: 'q1',
      before: { channel: 'voice', wrapUpTimeout: '10s', skills: [{ skill: 's2', level: 2 }] },
      after: { channel: 'voice', wrapUpTimeout: '20s', skills: [{ skill: 's1', level: 3 }] },
    },
    {
      kind: 'Queue',
      name: 'q2',
      after: {
        channel: 'voice',
        overflow: { maxWaitTime: '60s', action: 'routeToQueue', targetQueue: 'q3' },
      },
    },
    {
      kind: 'Queue',
      name: 'q3',
      after: {
        channel: 'voice',
        overflow: { maxWaitTime: '60s', action: 'routeToQueue', targetQueue: 'q2' },
      },
      byHand: { name: 'q3', channel: 'chat', musicId: 'mus_1' },
    },
  ],
  appliers: [applier],
  strikes: [],
  acts: [],
};

const everyWrite = (kind: Strike['kind'], share = 0.5): readonly Strike[] =>
  [0, 1, 2, 3, 4, 5, 6, 7].map((nth) => ({ applier: 0, site: 'write', nth, kind, share }));

const stories: readonly { readonly title: string; readonly strikes: readonly Strike[] }[] = [
  { title: 'nothing else goes wrong', strikes: [] },
  { title: 'no write arrives', strikes: everyWrite('lost-before') },
  { title: 'the answer to every write is lost', strikes: everyWrite('lost-after') },
  { title: 'every write takes effect late', strikes: everyWrite('late-commit', 0.9) },
];

describe.each(stories)('a crash at every boundary while $title', ({ strikes }) => {
  it(
    'is settled by the applies after it',
    async () => {
      const whole = await checkRun({ ...centre, strikes });
      expect(whole.violations).toEqual([]);
      const boundaries = whole.record?.appliers.find((one) => one.applier === 0)?.boundaries ?? 0;
      expect(boundaries).toBeGreaterThan(40);
      const failures: string[] = [];
      for (let at = 0; at < boundaries; at++) {
        const appliers = [{ ...applier, turns: [{ at, what: 'crash' as const }] }];
        const { violations, record } = await checkRun({ ...centre, strikes, appliers });
        for (const { oracle, says } of violations) failures.push(`${at}: ${oracle}: ${says}`);
        if (record?.last.ended?.exitCode !== 0) failures.push(`${at}: the centre was not settled`);
      }
      expect(failures).toEqual([]);
    },
    timeout,
  );

  it(
    'is settled although the first apply after it crashes too, at every third boundary',
    async () => {
      const failures: string[] = [];
      let crashes = 0;
      for (let at = 20; at < 60; at += 8) {
        for (let again = 2; again < 60; again += 3) {
          const appliers = [at, again].map((one) => ({
            ...applier,
            turns: [{ at: one, what: 'crash' as const }],
          }));
          const { violations, record } = await checkRun({ ...centre, strikes, appliers });
          for (const { oracle, says } of violations) failures.push(`${at}, ${again}: ${oracle}: ${says}`);
          crashes += record?.appliers.filter(({ ended }) => !ended).length ?? 0;
        }
      }
      expect(failures).toEqual([]);
      expect(crashes).toBeGreaterThan(100);
    },
    timeout,
  );
});
