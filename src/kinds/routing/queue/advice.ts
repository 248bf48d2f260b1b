import { nameIn } from '../../../core/address.ts';
import { warning } from '../../../core/diagnostic.ts';
import { isArray } from '../../../core/json.ts';
import type { Advice, Check } from '../../../core/kind.ts';
import type { Resource } from '../../../core/resource.ts';
import { sourceOf } from '../../../core/source-of.ts';
import { formatDuration, parseDuration } from '../../../core/time/duration.ts';
import { deadEndsIn, loopsIn, type Overflow, overflowsOf } from './overflows.ts';
import { servedQueues } from './served.ts';

const name = ({ address }: Resource) => nameIn(address);

/** Where a diagnostic about an overflow's target stands. */
const atTarget = ({ from }: Overflow) => ({
  address: from.address,
  source: sourceOf(from, '/overflow/targetQueue'),
});

/** `OVERFLOW_LOOP`: contacts come back to where they were, and no agent may ever take them. */
const loop: Check = (own) =>
  loopsIn(overflowsOf(own)).map((overflows) => {
    const totalMs = overflows.reduce((sum, { wait }) => sum + (parseDuration(wait) ?? 0), 0);
    return warning({
      code: 'OVERFLOW_LOOP',
      summary: `Contacts overflow in a loop, ${formatDuration(totalMs)} for each round: ${written(overflows)}`,
      hint: 'Let one of these queues drop, or overflow to a queue outside the loop',
      ...atTarget(overflows[0] as Overflow),
    });
  });

/** Most queues of a loop that a message names. */
const shownMax = 20;

function written(overflows: readonly Overflow[]): string {
  const names = overflows.map(({ from }) => name(from));
  const excess = names.length - shownMax;
  const shown = excess > 0 ? [...names.slice(0, shownMax), `… ${excess} more …`] : names;
  return [...shown, names[0]].join(' → ');
}

/** `OVERFLOW_DEAD_END`: an overflow leads to where nobody answers and nothing else happens. */
const deadEnd: Check = (own, all) =>
  deadEndsIn(overflowsOf(own), servedQueues(all)).map((overflow) => {
    const [from, to] = [name(overflow.from), name(overflow.to as Resource)];
    return warning({
      code: 'OVERFLOW_DEAD_END',
      summary: `${from} overflows to ${to}, which has neither agents nor an overflow`,
      hint: `Add ${to} to a RoutingProfile, give it an overflow, or choose another target`,
      ...atTarget(overflow),
    });
  });

/** `OVERFLOW_CHANNEL`: the queue that contacts overflow to is for contacts of another kind. */
const channel: Check = (own) =>
  [...overflowsOf(own).values()].flatMap((overflow) => {
    const { from, to } = overflow;
    if (!to || from.spec.channel === to.spec.channel) return [];
    return [
      warning({
        code: 'OVERFLOW_CHANNEL',
        summary: `${name(from)} is a queue for ${from.spec.channel} and overflows to ${name(to)}, one for ${to.spec.channel}`,
        hint: 'Overflow to a queue of the same channel',
        ...atTarget(overflow),
      }),
    ];
  });

/** `OVERFLOW_DROP`: contacts that have waited too long are cut off. */
const drop: Check = (own) =>
  [...overflowsOf(own).values()]
    .filter(({ target }) => target === undefined)
    .map(({ from, wait }) =>
      warning({
        code: 'OVERFLOW_DROP',
        summary: `${name(from)} drops contacts that have waited ${wait}`,
        hint: 'Overflow to a queue that takes what is left, if that is not meant',
        address: from.address,
        source: sourceOf(from, '/overflow/action'),
      }),
    );

/** `QUEUE_WITHOUT_SKILLS`: any agent on the queue gets its contacts. */
const withoutSkills: Check = (own) =>
  own
    .filter(({ spec }) => !isArray(spec.skills) || spec.skills.length === 0)
    .map((queue) =>
      warning({
        code: 'QUEUE_WITHOUT_SKILLS',
        summary: `${name(queue)} asks for no skill`,
        hint: 'Name the skills that an agent needs',
        address: queue.address,
        source: sourceOf(queue, '/skills'),
      }),
    );

/** `QUEUE_WITHOUT_AGENTS`: nobody takes the queue's contacts. */
const withoutAgents: Check = (own, all) => {
  const served = servedQueues(all);
  if (!served) return [];
  return own
    .filter((queue) => !served.has(name(queue)))
    .map((queue) =>
      warning({
        code: 'QUEUE_WITHOUT_AGENTS',
        summary: `No RoutingProfile has the queue ${name(queue)}`,
        hint: 'Add it to the queues of a RoutingProfile, or remove it',
        address: queue.address,
        source: sourceOf(queue, ''),
      }),
    );
};

export const queueAdvice: readonly Advice[] = [
  { code: 'OVERFLOW_LOOP', find: loop },
  { code: 'OVERFLOW_DEAD_END', find: deadEnd },
  { code: 'OVERFLOW_CHANNEL', find: channel },
  { code: 'OVERFLOW_DROP', find: drop },
  { code: 'QUEUE_WITHOUT_SKILLS', find: withoutSkills },
  { code: 'QUEUE_WITHOUT_AGENTS', find: withoutAgents },
];
