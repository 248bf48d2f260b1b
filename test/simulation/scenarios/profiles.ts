import type { Story } from '../scenario.ts';
import { queue, roster, routingProfile } from './manifest.ts';
import { others, seenGuest, seenLegacySkill, seenWalkIn, untouched } from './others.ts';
import { seenProfile, seenQueue } from './seen.ts';

const user = (name: string) => ({
  id: `usr_${name}`,
  name,
  email: `${name}@acme.example`,
  active: true,
});
const profile = (name: string, members = {}) => ({
  id: `usr_${name}`,
  routingProfileId: `usr_${name}/routing-profiles/default`,
  status: 'away',
  queueIds: ['que_walkin'],
  version: 2,
  ...members,
});

/** Agents by roster, e-mail and id who get a profile, another one, or the one that they have. */
export const profiles: Story = {
  title: 'profiles made and changed',
  tenant: {
    routing: {
      ...others,
      queues: [
        ...others.queues,
        { id: 'que_general', name: 'general', channel: 'voice', version: 2 },
        { id: 'que_billing', name: 'billing', channel: 'voice', version: 2 },
      ],
      users: [
        ...others.users,
        ...['ana', 'ben', 'cy', 'eve', 'fay'].map(user),
        { id: 'usr_dee', name: 'dee', active: true },
      ],
      profiles: [
        ...others.profiles,
        ...['ana', 'cy', 'dee'].map((name) => profile(name)),
        profile('eve', { status: 'lunch', note: 'new here' }),
      ],
    },
  },
  manifests: [
    roster(
      'people',
      `{agents: [{name: ana, id: usr_ana, team: early}, {name: ben, email: ben@acme.example, team: early},
        {name: fay, id: usr_fay}]}`,
    ),
    queue('general', '{channel: voice}'),
    queue('billing', '{channel: voice}'),
    // Where nothing is said of the status, nobody goes on duty; where nothing changes neither.
    routingProfile('early', '{agents: ["team:early"], queues: [billing, general]}'),
    routingProfile('same', '{agents: [cy@acme.example], queues: [{external: Walk-in}], status: available}'),
    routingProfile('night', '{agents: [{id: usr_dee}], queues: [general], routingProfileId: night}'),
    routingProfile('late', '{agents: [fay, eve@acme.example], queues: [general], status: available}'),
  ].join(''),
  expected: {
    skills: [seenLegacySkill],
    queues: [seenWalkIn, seenQueue('billing'), seenQueue('general')],
    profiles: [
      seenProfile('ana@acme.example', 'usr_ana', ['billing', 'general'], { status: 'away' }),
      seenProfile('ben@acme.example', 'usr_ben', ['billing', 'general']),
      seenProfile('cy@acme.example', 'usr_cy', ['Walk-in'], { status: 'away' }),
      seenProfile('eve@acme.example', 'usr_eve', ['general'], { status: 'available', note: 'new here' }),
      seenProfile('fay@acme.example', 'usr_fay', ['general'], { status: 'available' }),
      seenGuest,
      seenProfile('usr_dee', 'usr_dee', ['general'], { status: 'away', routingProfileId: 'night' }),
    ],
  },
  untouched: [...untouched, 'usr_cy', 'que_general', 'que_billing'],
  boundariesMin: 100,
};
