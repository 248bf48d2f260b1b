import type { Story } from '../scenario.ts';
import { overflowRule, queue, route } from './manifest.ts';
import { others, seenGuest, seenLegacySkill, seenWalkIn, untouched } from './others.ts';
import { seenDrop, seenQueue, seenRoute } from './seen.ts';

const ruled = (name: string, host: string, target: string) =>
  overflowRule(name, `{queue: ${host}, ${route(target)}}`);
const staying = ['general', 'turning', 'cleared', 'inline', 'giver', 'taker'];

/** Overflow rules whose target goes in the same apply. */
export const facetTargets: Story = {
  title: 'rules whose target is deleted',
  tenant: { routing: others },
  history: [
    [
      ...[...staying, 'old', 'older'].map((name) => queue(name, '{channel: voice}')),
      ruled('turning', 'turning', 'old'),
      ruled('cleared', 'cleared', 'old'),
      ruled('inline', 'inline', 'old'),
      ruled('moving', 'giver', 'old'),
      // Its host goes too.
      ruled('older', 'older', 'old'),
    ].join(''),
  ],
  manifests: [
    ...staying.filter((name) => name !== 'inline').map((name) => queue(name, '{channel: voice}')),
    ruled('turning', 'turning', 'general'),
    queue('inline', '{channel: voice, overflow: {maxWaitTime: 1m, action: drop, targetQueue: null}}'),
    ruled('moving', 'taker', 'general'),
  ].join(''),
  expected: {
    skills: [seenLegacySkill],
    queues: [
      seenWalkIn,
      seenQueue('cleared'),
      seenQueue('general'),
      seenQueue('giver'),
      seenQueue('inline', seenDrop()),
      seenQueue('taker', seenRoute('general')),
      seenQueue('turning', seenRoute('general')),
    ],
    profiles: [seenGuest],
  },
  untouched,
  boundariesMin: 95,
};
