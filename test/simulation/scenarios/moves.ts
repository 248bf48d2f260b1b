import type { Address } from '../../../src/core/address.ts';
import type { Story } from '../scenario.ts';
import { queue, roster, routingProfile } from './manifest.ts';
import { others, seenGuest, seenLegacySkill, seenWalkIn, untouched } from './others.ts';
import { seenProfile, seenQueue } from './seen.ts';

const names = ['ana', 'bo', 'cy', 'dee'];
const people = roster('people', `{agents: [${names.map((name) => `{name: ${name}, id: usr_${name}}`)}]}`);

/** Agents who move from one manifest to another or leave Git, and a queue that goes under them. */
export const moves: Story = {
  title: 'agents that move, and a queue that leaves their profiles',
  tenant: {
    routing: {
      ...others,
      users: [...others.users, ...names.map((name) => ({ id: `usr_${name}`, name, active: true }))],
    },
  },
  history: [
    [
      people,
      queue('general', '{channel: voice}'),
      queue('billing', '{channel: voice}'),
      queue('fax', '{channel: voice}'),
      routingProfile('one', '{agents: [ana, bo, dee], queues: [general]}'),
      routingProfile('other', '{agents: [cy], queues: [fax, billing], status: available}'),
    ].join(''),
  ],
  manifests: [
    people,
    queue('general', '{channel: voice, wrapUpTimeout: 10s}'),
    queue('billing', '{channel: voice}'),
    routingProfile('one', '{agents: [ana], queues: [general]}'),
    // To a manifest that says the same, and to one that says something else.
    routingProfile('another', '{agents: [bo], queues: [general]}'),
    routingProfile('other', '{agents: [cy], queues: [billing], status: busy}'),
  ].join(''),
  expected: {
    skills: [seenLegacySkill],
    queues: [seenWalkIn, seenQueue('billing'), seenQueue('general', { wrapUpTimeout: 10_000 })],
    profiles: [
      seenGuest,
      seenProfile('usr_ana', 'usr_ana', ['general']),
      seenProfile('usr_bo', 'usr_bo', ['general']),
      seenProfile('usr_cy', 'usr_cy', ['billing'], { status: 'busy' }),
      seenProfile('usr_dee', 'usr_dee', ['general']),
    ],
  },
  untouched: [...untouched, 'usr_dee'],
  rewritten: ['usr_ana', 'usr_bo'],
  // The tenant cannot remove a profile.
  left: [{ address: 'RoutingProfile/one/dee' as Address }],
  boundariesMin: 85,
};
