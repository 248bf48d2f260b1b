import type { Story } from '../scenario.ts';
import { queue, skill } from './manifest.ts';
import { others, seenGuest, seenLegacySkill, seenWalkIn, untouched } from './others.ts';

/** Objects that Git no longer has, and that others pointed at. */
export const deletes: Story = {
  title: 'deletes after their referrers let go',
  tenant: { routing: others },
  history: [
    [
      skill('fax', '{displayName: Fax}'),
      skill('billing', '{displayName: Billing skill}'),
      queue('fax', '{displayName: Fax desk, channel: email, skills: [{skill: fax, level: 1}]}'),
      queue(
        'billing',
        `{displayName: Billing, channel: voice, skills: [{skill: billing, level: 3}, {skill: fax, level: 1}],
        overflow: {maxWaitTime: 2m, action: routeToQueue, targetQueue: fax}}`,
      ),
    ].join(''),
  ],
  manifests: [
    skill('billing', '{displayName: Billing skill}'),
    queue(
      'billing',
      `{displayName: Billing, channel: voice, skills: [{skill: billing, level: 3}],
        overflow: {maxWaitTime: 2m, action: drop, targetQueue: null}}`,
    ),
  ].join(''),
  expected: {
    skills: [{ name: 'Billing skill' }, seenLegacySkill],
    queues: [
      {
        name: 'Billing',
        channel: 'voice',
        skills: [{ id: 'Billing skill', level: 3 }],
        overflow: { maxWaitTime: 120_000, action: 'drop' },
      },
      seenWalkIn,
    ],
    profiles: [seenGuest],
  },
  untouched,
  boundariesMin: 50,
};
