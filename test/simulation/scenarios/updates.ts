import type { Story } from '../scenario.ts';
import { queue, skill } from './manifest.ts';
import { others, seenGuest, seenLegacySkill, seenWalkIn, untouched } from './others.ts';

/** Fields of every sort that Git has moved. */
export const updates: Story = {
  title: 'updates, a new name and clears',
  tenant: {
    // A cleared wrap-up time falls back to a default, so that only the ledger knows that the clear holds.
    settings: { clearedQueue: { wrapUpTimeout: 5_000 } },
    routing: others,
  },
  history: [
    [
      skill('spanish', '{displayName: Spanish, description: Spoken}'),
      skill('billing', '{displayName: Billing skill, description: Invoices}'),
      queue(
        'billing',
        `{displayName: Billing, channel: voice, wrapUpTimeout: 45s, skills: [{skill: billing, level: 3}],
        overflow: {maxWaitTime: 2m, action: drop}}`,
      ),
      queue('vip', '{displayName: VIP, channel: chat, wrapUpTimeout: 20s}'),
    ].join(''),
  ],
  // Members that cxform does not know, and must let be.
  edit: ({ routing, ...rest }) => ({
    ...rest,
    routing: { ...routing, queues: routing.queues.map((one) => ({ ...one, musicId: 'mus_1' })) },
  }),
  manifests: [
    skill('spanish', '{displayName: Spanish, description: Spoken and written}'),
    skill('billing', '{displayName: Billing skill, description: null}'),
    queue(
      'billing',
      `{displayName: Billing and refunds, channel: voice, wrapUpTimeout: null,
        skills: [{skill: billing, level: 4}, {skill: spanish, level: 2}], overflow: null}`,
    ),
    queue('vip', '{displayName: VIP, channel: chat, wrapUpTimeout: 25s}'),
  ].join(''),
  expected: {
    skills: [
      { name: 'Billing skill' },
      seenLegacySkill,
      { name: 'Spanish', description: 'Spoken and written' },
    ],
    queues: [
      {
        name: 'Billing and refunds',
        channel: 'voice',
        wrapUpTimeout: 5_000,
        musicId: 'mus_1',
        skills: [
          { id: 'Billing skill', level: 4 },
          { id: 'Spanish', level: 2 },
        ],
      },
      { name: 'VIP', channel: 'chat', wrapUpTimeout: 25_000, musicId: 'mus_1' },
      { ...seenWalkIn, musicId: 'mus_1' },
    ],
    profiles: [seenGuest],
  },
  untouched,
  boundariesMin: 55,
};
