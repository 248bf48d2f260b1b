import type { Story } from '../scenario.ts';
import { overflowRule, queue, roster, route, routingProfile, skill } from './manifest.ts';
import { others, seenGuest, seenLegacySkill, seenWalkIn, untouched } from './others.ts';
import { seenProfile, seenQueue, seenRoute } from './seen.ts';

const people = roster('people', '{agents: [{name: ana, id: usr_ana}, {name: bo, id: usr_bo}]}');
const staying = [
  people,
  skill('billing', '{}'),
  queue('general', '{channel: voice}'),
  queue('desk', '{channel: voice}'),
].join('');

const whole = [
  staying,
  skill('fax', '{}'),
  queue('fax', '{channel: voice, skills: [{skill: fax, level: 1}]}'),
  queue('vault', '{channel: voice, skills: [{skill: billing, level: 2}]}', 'protect: true'),
  overflowRule('desk', `{queue: desk, ${route('general')}}`, 'protect: true'),
  overflowRule('general', `{queue: general, ${route('fax')}}`),
  routingProfile('everyone', '{agents: [all], queues: [general]}'),
].join('');

const without = staying + routingProfile('everyone', '{agents: [ana], queues: [general]}');

/** Manifests that were gone for a while: of their objects some were deleted, and some had to stay. */
export const returns: Story = {
  title: 'manifests that came back',
  tenant: {
    routing: {
      ...others,
      queues: [
        ...others.queues,
        { id: 'que_vault', name: 'vault', channel: 'voice', skills: [], version: 2 },
        { id: 'que_desk', name: 'desk', channel: 'voice', version: 2 },
      ],
      users: [
        ...others.users,
        { id: 'usr_ana', name: 'ana', email: 'ana@acme.example', active: true },
        { id: 'usr_bo', name: 'bo', active: true },
      ],
    },
  },
  history: [whole, without],
  manifests: whole,
  expected: {
    skills: [seenLegacySkill, { name: 'billing' }, { name: 'fax' }],
    queues: [
      seenWalkIn,
      seenQueue('desk', seenRoute('general')),
      seenQueue('fax', { skills: [{ id: 'fax', level: 1 }] }),
      seenQueue('general', seenRoute('fax')),
      seenQueue('vault', { skills: [{ id: 'billing', level: 2 }] }),
    ],
    profiles: [
      seenProfile('ana@acme.example', 'usr_ana', ['general']),
      seenGuest,
      seenProfile('usr_bo', 'usr_bo', ['general']),
    ],
  },
  untouched: [...untouched, 'que_vault', 'que_desk'],
  rewritten: ['usr_ana', 'usr_bo'],
  boundariesMin: 80,
};
