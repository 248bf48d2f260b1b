import type { Address } from '../../../src/core/address.ts';
import type { Story } from '../scenario.ts';
import { overflowRule, queue, route } from './manifest.ts';
import { others, seenGuest, seenLegacySkill, seenWalkIn, untouched } from './others.ts';
import { seenDrop, seenQueue, seenRoute } from './seen.ts';

const toGeneral = (host: string, wait = '1m') => `{queue: ${host}, ${route('general', wait)}}`;
const dropping = (host: string) => `{queue: ${host}, maxWaitTime: 1m, action: drop}`;

const queues = ['general', 'billing', 'fresh', 'sales', 'support', 'night', 'vault']
  .map((name) => queue(name, '{channel: voice}'))
  .join('');

/** Overflow rules that come, change, move and go. */
export const facets: Story = {
  title: 'rules added, changed, moved and removed',
  tenant: {
    routing: {
      ...others,
      queues: [
        ...others.queues,
        { id: 'que_inward', name: 'inward', channel: 'voice', version: 2 },
        { id: 'que_outward', name: 'outward', channel: 'voice', version: 2 },
      ],
    },
  },
  history: [
    [
      queues,
      overflowRule('billing', toGeneral('billing')),
      overflowRule('moving', toGeneral('sales')),
      overflowRule('night', dropping('night')),
      overflowRule('vault', toGeneral('vault'), 'protect: true'),
      queue('inward', '{channel: voice}'),
      overflowRule('inward', dropping('inward')),
      queue('outward', '{channel: voice, overflow: {maxWaitTime: 1m, action: drop}}'),
    ].join(''),
  ],
  manifests: [
    queues,
    overflowRule('fresh', toGeneral('fresh')),
    overflowRule('billing', toGeneral('billing', '3m')),
    overflowRule('moving', toGeneral('support')),
    queue('inward', '{channel: voice, overflow: {maxWaitTime: 1m, action: drop}}'),
    queue('outward', '{channel: voice}'),
    overflowRule('outward', dropping('outward')),
  ].join(''),
  expected: {
    skills: [seenLegacySkill],
    queues: [
      seenWalkIn,
      seenQueue('billing', seenRoute('general', 3)),
      seenQueue('fresh', seenRoute('general')),
      seenQueue('general'),
      seenQueue('inward', seenDrop()),
      seenQueue('night'),
      seenQueue('outward', seenDrop()),
      seenQueue('sales'),
      seenQueue('support', seenRoute('general')),
      seenQueue('vault', seenRoute('general')),
    ],
    profiles: [seenGuest],
  },
  // What moves inline, or from there, is what it was.
  untouched: [...untouched, 'que_inward', 'que_outward'],
  left: [{ address: 'OverflowRule/vault' as Address, host: 'Queue/vault' as Address }],
  boundariesMin: 70,
};
