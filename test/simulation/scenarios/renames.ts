import type { Story } from '../scenario.ts';
import { overflowRule, queue, roster, route, routingProfile, skill } from './manifest.ts';
import { others, seenGuest, seenLegacySkill, seenWalkIn, untouched } from './others.ts';
import { seenProfile, seenQueue, seenRoute } from './seen.ts';

const ana = roster('people', '{agents: [{name: ana, id: usr_ana}]}');

/** Manifests with new names, and objects with new ones. */
export const renames: Story = {
  title: 'manifests renamed, and names exchanged',
  tenant: {
    routing: {
      ...others,
      skills: [...others.skills, { id: 'skl_wise', name: 'Wise', version: 2 }],
      queues: [...others.queues, { id: 'que_wise', name: 'Wise', channel: 'voice', skills: [], version: 2 }],
      users: [...others.users, { id: 'usr_ana', name: 'ana', email: 'ana@acme.example', active: true }],
      profiles: [
        ...others.profiles,
        {
          id: 'usr_ana',
          routingProfileId: 'usr_ana/routing-profiles/default',
          queueIds: ['que_wise'],
          version: 2,
        },
      ],
    },
  },
  history: [
    [
      ana,
      skill('tongue', '{}'),
      skill('wise', '{displayName: Wise}'),
      queue('old', '{channel: voice}', 'protect: true'),
      queue('wise', '{displayName: Wise, channel: voice, skills: []}'),
      queue(
        'first',
        `{displayName: First, channel: voice, skills: [{skill: tongue, level: 1}, {skill: wise, level: 2}],
          overflow: {${route('old')}}}`,
      ),
      queue('second', '{displayName: Second, channel: voice}'),
      overflowRule('second', `{queue: second, ${route('wise')}}`),
      routingProfile('agents', '{agents: [ana], queues: [wise]}'),
    ].join(''),
  ],
  manifests: [
    ana,
    skill('language', '{}', 'formerly: [tongue]'),
    skill('wiser', '{displayName: Wise}', 'formerly: [wise]'),
    queue('new', '{channel: voice}', 'formerly: [old], protect: true'),
    queue('wiser', '{displayName: Wise, channel: voice, skills: []}', 'formerly: [wise]'),
    // These two exchange their names.
    queue(
      'first',
      `{displayName: Second, channel: voice, skills: [{skill: language, level: 1}, {skill: wiser, level: 2}],
        overflow: {${route('new')}}}`,
    ),
    queue('other', '{displayName: First, channel: voice}', 'formerly: [second]'),
    overflowRule('other', `{queue: other, ${route('wiser')}}`),
    routingProfile('team', '{agents: [ana], queues: [wiser]}', 'formerly: [agents]'),
  ].join(''),
  expected: {
    skills: [seenLegacySkill, { name: 'Wise' }, { name: 'language' }],
    queues: [
      seenQueue('First', seenRoute('Wise')),
      seenQueue('Second', {
        skills: [
          { id: 'Wise', level: 2 },
          { id: 'language', level: 1 },
        ],
        ...seenRoute('new'),
      }),
      seenWalkIn,
      seenQueue('Wise', { skills: [] }),
      seenQueue('new'),
    ],
    profiles: [seenProfile('ana@acme.example', 'usr_ana', ['Wise']), seenGuest],
  },
  untouched: [...untouched, 'skl_wise', 'que_wise', 'usr_ana'],
  boundariesMin: 55,
};
