import type { Story } from '../scenario.ts';
import { overflowRule, queue, route } from './manifest.ts';
import { others, seenGuest, seenLegacySkill, seenWalkIn, untouched } from './others.ts';
import { seenQueue } from './seen.ts';

const inline = (name: string, target: string) =>
  queue(name, `{channel: voice, overflow: {${route(target)}}}`);
const ruled = (name: string, target: string) =>
  queue(name, '{channel: voice}') + overflowRule(name, `{queue: ${name}, ${route(target)}}`);

/** Queues that overflow to each other and go, all or some. */
export const oldCycles: Story = {
  title: 'old pairs and rings of queues, deleted whole or in part',
  tenant: { routing: others },
  history: [
    [
      inline('left', 'right'),
      ruled('right', 'left'),
      ruled('ring-one', 'ring-two'),
      inline('ring-two', 'ring-three'),
      inline('ring-three', 'ring-one'),
      inline('self', 'self'),
      inline('going', 'staying'),
      inline('staying', 'going'),
    ].join(''),
  ],
  manifests: queue('staying', '{channel: voice, overflow: null}'),
  expected: {
    skills: [seenLegacySkill],
    queues: [seenWalkIn, seenQueue('staying')],
    profiles: [seenGuest],
  },
  untouched,
  boundariesMin: 120,
};
