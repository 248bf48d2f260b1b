import type { Story } from '../scenario.ts';
import { queue, skill } from './manifest.ts';
import { others, seenGuest, seenLegacySkill, seenWalkIn, untouched } from './others.ts';

const asDeclared = [
  skill('spanish', '{displayName: Spanish, description: Spoken}'),
  skill('billing', '{displayName: Billing skill}'),
  queue(
    'billing',
    '{displayName: Billing, channel: voice, wrapUpTimeout: 45s, skills: [{skill: billing, level: 3}]}',
  ),
  queue('vip', '{displayName: VIP, channel: chat}'),
].join('');

/** Objects that somebody changed, renamed and deleted by hand. */
export const drift: Story = {
  title: 'repairs of drift',
  tenant: { routing: others },
  history: [asDeclared],
  edit: ({ routing, ...rest }) => ({
    ...rest,
    routing: {
      ...routing,
      skills: routing.skills.map((one) =>
        one.name === 'Spanish' ? { ...one, name: 'Castellano', version: 5 } : one,
      ),
      queues: routing.queues
        .filter(({ name }) => name !== 'VIP')
        .map((one) =>
          one.name === 'Billing' ? { ...one, wrapUpTimeout: 1_000, skills: [], version: 6 } : one,
        ),
    },
  }),
  manifests: asDeclared,
  expected: {
    skills: [{ name: 'Billing skill' }, seenLegacySkill, { name: 'Spanish', description: 'Spoken' }],
    queues: [
      {
        name: 'Billing',
        channel: 'voice',
        wrapUpTimeout: 45_000,
        skills: [{ id: 'Billing skill', level: 3 }],
      },
      { name: 'VIP', channel: 'chat' },
      seenWalkIn,
    ],
    profiles: [seenGuest],
  },
  untouched,
  boundariesMin: 40,
};
