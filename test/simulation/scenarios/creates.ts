import type { Story } from '../scenario.ts';
import { queue, skill } from './manifest.ts';
import { others, seenGuest, seenLegacySkill, seenWalkIn, untouched } from './others.ts';

/** A new centre: skills, and queues that need them and each other. */
export const creates: Story = {
  title: 'creates with dependencies',
  tenant: { routing: others },
  manifests: [
    skill('spanish', '{displayName: Spanish, description: Spoken and written}'),
    skill('billing', '{displayName: Billing skill}'),
    queue('general', '{displayName: General, channel: voice, overflow: {maxWaitTime: 10m, action: drop}}'),
    queue(
      'billing',
      `{displayName: Billing, channel: voice, wrapUpTimeout: 45s,
        skills: [{skill: billing, level: 3}, {skill: {external: Legacy}, level: 1}],
        overflow: {maxWaitTime: 2m, action: routeToQueue, targetQueue: general}}`,
    ),
    queue(
      'vip',
      `{displayName: VIP, channel: chat, skills: [{skill: spanish, level: 5}],
        overflow: {maxWaitTime: 30s, action: routeToQueue, targetQueue: billing}}`,
    ),
  ].join(''),
  expected: {
    skills: [
      { name: 'Billing skill' },
      seenLegacySkill,
      { name: 'Spanish', description: 'Spoken and written' },
    ],
    queues: [
      {
        name: 'Billing',
        channel: 'voice',
        wrapUpTimeout: 45_000,
        skills: [
          { id: 'Billing skill', level: 3 },
          { id: 'Legacy', level: 1 },
        ],
        overflow: { maxWaitTime: 120_000, action: 'routeToQueue', targetQueueId: 'General' },
      },
      { name: 'General', channel: 'voice', overflow: { maxWaitTime: 600_000, action: 'drop' } },
      {
        name: 'VIP',
        channel: 'chat',
        skills: [{ id: 'Spanish', level: 5 }],
        overflow: { maxWaitTime: 30_000, action: 'routeToQueue', targetQueueId: 'Billing' },
      },
      seenWalkIn,
    ],
    profiles: [seenGuest],
  },
  untouched,
  boundariesMin: 70,
};
