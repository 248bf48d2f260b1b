import type { Address } from '../../../src/core/address.ts';
import type { Story } from '../scenario.ts';
import { overflowRule, queue, route, skill } from './manifest.ts';
import { others, seenGuest, seenLegacySkill, seenWalkIn, untouched } from './others.ts';
import { seenQueue, seenRoute } from './seen.ts';

/** What Git no longer has and the ledger knows as ours: it goes, but for what is protected. */
export const prune: Story = {
  title: 'deletes beside what is protected',
  tenant: {
    routing: {
      ...others,
      skills: [...others.skills, { id: 'skl_safe', name: 'safe', version: 2 }],
    },
  },
  history: [
    [
      skill('fax', '{}'),
      skill('letters', '{}'),
      skill('safe', '{}', 'protect: true'),
      skill('billing', '{}'),
      queue('fax', '{channel: voice, skills: [{skill: fax, level: 1}]}'),
      queue('general', '{channel: voice}'),
      queue('vault', '{channel: voice, skills: [{skill: safe, level: 5}]}', 'protect: true'),
      overflowRule('vault', `{queue: vault, ${route('general')}}`),
      queue(
        'billing',
        `{channel: voice, skills: [{skill: fax, level: 1}, {skill: letters, level: 2}, {skill: billing, level: 3}],
          overflow: {${route('fax')}}}`,
      ),
    ].join(''),
  ],
  manifests: [
    skill('billing', '{}'),
    queue('general', '{channel: voice}'),
    queue(
      'billing',
      `{channel: voice, skills: [{skill: billing, level: 3}],
        overflow: {${route('general')}}}`,
    ),
  ].join(''),
  expected: {
    skills: [seenLegacySkill, { name: 'billing' }, { name: 'safe' }],
    queues: [
      seenWalkIn,
      seenQueue('billing', { skills: [{ id: 'billing', level: 3 }], ...seenRoute('general') }),
      seenQueue('general'),
      seenQueue('vault', { skills: [{ id: 'safe', level: 5 }], ...seenRoute('general') }),
    ],
    profiles: [seenGuest],
  },
  untouched: [...untouched, 'skl_safe'],
  left: ['Queue/vault', 'Skill/safe'].map((address) => ({ address: address as Address })),
  boundariesMin: 55,
};
