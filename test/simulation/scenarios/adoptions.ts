import type { Story } from '../scenario.ts';
import { queue, skill } from './manifest.ts';
import { others, seenGuest, seenLegacySkill, seenWalkIn, untouched } from './others.ts';

/** Objects that were there before cxform, one of them not as declared. */
export const adoptions: Story = {
  title: 'adoptions by name',
  tenant: {
    routing: {
      ...others,
      skills: [...others.skills, { id: 'skl_1', name: 'Spanish', description: 'Spoken', version: 3 }],
      queues: [
        ...others.queues,
        { id: 'que_1', name: 'General', channel: 'voice', wrapUpTimeout: 30_000, version: 2 },
        { id: 'que_2', name: 'Billing', channel: 'voice', skills: [{ id: 'skl_1', level: 1 }], version: 9 },
      ],
    },
  },
  manifests: [
    skill('spanish', '{displayName: Spanish, description: Spoken}'),
    queue('general', '{displayName: General, channel: voice, wrapUpTimeout: 30s}'),
    queue('billing', '{displayName: Billing, channel: voice, skills: [{skill: spanish, level: 2}]}'),
  ].join(''),
  expected: {
    skills: [seenLegacySkill, { name: 'Spanish', description: 'Spoken' }],
    queues: [
      { name: 'Billing', channel: 'voice', skills: [{ id: 'Spanish', level: 2 }] },
      { name: 'General', channel: 'voice', wrapUpTimeout: 30_000 },
      seenWalkIn,
    ],
    profiles: [seenGuest],
  },
  untouched: [...untouched, 'skl_1', 'que_1'],
  boundariesMin: 25,
};
