import type { Story } from '../scenario.ts';
import { overflowRule, queue, route } from './manifest.ts';
import { others, seenGuest, seenLegacySkill, seenWalkIn, untouched } from './others.ts';
import { seenQueue, seenRoute } from './seen.ts';

const inline = (target: string) => `{channel: voice, overflow: {${route(target)}}}`;
const ruled = (name: string, target: string) =>
  queue(name, '{channel: voice}') + overflowRule(name, `{queue: ${name}, ${route(target)}}`);
const seen = (name: string, target: string) =>
  seenQueue(name, { wrapUpTimeout: 5_000, ...seenRoute(target) });

/** New queues that overflow to each other, and one that was there. */
export const newCycles: Story = {
  title: 'new pairs and rings of queues',
  // What a new queue shows in place of nothing stays what cxform knows of it while it is linked.
  tenant: { settings: { clearedQueue: { wrapUpTimeout: 5_000 } }, routing: others },
  history: [queue('general', '{channel: voice}')],
  manifests: [
    queue('left', `{channel: voice, wrapUpTimeout: null, overflow: {${route('right')}}}`),
    queue('right', inline('left')),
    ruled('ring-one', 'ring-two'),
    ruled('ring-two', 'ring-three'),
    queue('ring-three', inline('ring-one')),
    queue('self', inline('self')),
    // An old one waits for what is new.
    ruled('general', 'left'),
  ].join(''),
  expected: {
    skills: [seenLegacySkill],
    queues: [
      seenWalkIn,
      seen('general', 'left'),
      seen('left', 'right'),
      seen('right', 'left'),
      seen('ring-one', 'ring-two'),
      seen('ring-three', 'ring-one'),
      seen('ring-two', 'ring-three'),
      seen('self', 'self'),
    ],
    profiles: [seenGuest],
  },
  untouched,
  boundariesMin: 140,
};
