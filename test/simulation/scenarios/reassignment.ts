import type { Story } from '../scenario.ts';
import { queue, roster, routingProfile } from './manifest.ts';
import { others, seenGuest, seenLegacySkill, seenWalkIn, untouched } from './others.ts';
import { seenProfile, seenQueue } from './seen.ts';

const people = roster('people', '{agents: [{name: ana, id: usr_ana}, {name: bo, id: usr_bo}]}');
const idle = [
  queue('idle', '{channel: voice}'),
  routingProfile('idle', '{agents: [cy@acme.example], queues: [idle]}'),
].join('');

/** Queues that change under agents: their profiles are written again, and nobody goes on duty by that. */
export const reassignment: Story = {
  title: 'reassignment after updates of queues',
  tenant: {
    routing: {
      ...others,
      users: [
        ...others.users,
        ...['ana', 'bo', 'cy'].map((name) => ({
          id: `usr_${name}`,
          name,
          email: `${name}@acme.example`,
          active: true,
        })),
      ],
    },
  },
  history: [
    [
      people,
      idle,
      queue('general', '{channel: voice, wrapUpTimeout: 10s}'),
      queue('billing', '{channel: voice, wrapUpTimeout: 10s}'),
      routingProfile('one', '{agents: [ana], queues: [general, billing], status: available}'),
      routingProfile('other', '{agents: [bo], queues: [general]}'),
    ].join(''),
  ],
  // Agents go on and off duty by themselves.
  edit: ({ routing, ...rest }) => ({
    ...rest,
    routing: {
      ...routing,
      profiles: routing.profiles.map((one) =>
        one.id === 'usr_guest' || one.id === 'usr_cy' ? one : { ...one, status: 'lunch' },
      ),
    },
  }),
  manifests: [
    people,
    idle,
    queue('general', '{channel: voice, wrapUpTimeout: 20s}'),
    queue('billing', '{channel: voice, wrapUpTimeout: 30s}'),
    routingProfile('one', '{agents: [ana], queues: [general, billing], status: available}'),
    // Changed and written again.
    routingProfile('other', '{agents: [bo], queues: [general, billing]}'),
  ].join(''),
  expected: {
    skills: [seenLegacySkill],
    queues: [
      seenWalkIn,
      seenQueue('billing', { wrapUpTimeout: 30_000 }),
      seenQueue('general', { wrapUpTimeout: 20_000 }),
      seenQueue('idle'),
    ],
    profiles: [
      seenProfile('ana@acme.example', 'usr_ana', ['billing', 'general'], { status: 'lunch' }),
      seenProfile('bo@acme.example', 'usr_bo', ['billing', 'general'], { status: 'lunch' }),
      seenProfile('cy@acme.example', 'usr_cy', ['idle']),
      seenGuest,
    ],
  },
  untouched: [...untouched, 'usr_cy'],
  rewritten: ['usr_ana', 'usr_bo'],
  boundariesMin: 80,
};
