import { isObject, type JsonObject } from '../../../../src/core/json.ts';
import type { Chance } from '../../../../tools/chance.ts';
import type { PlannedObject } from '../run-plan.ts';

interface Named {
  readonly kind: 'Skill' | 'Queue';
  readonly name: string;
  readonly isBefore: boolean;
  readonly isAfter: boolean;
  readonly isByHand: boolean;
}

/** Two to five objects: new ones, some that are ours already, some that go, and some that somebody has made by hand. */
export function drawObjects(chance: Chance): readonly PlannedObject[] {
  const hasHistory = chance.happens(0.6);
  const skills = named(chance, 'Skill', chance.below(3), hasHistory);
  const queues = named(chance, 'Queue', Math.max(1, 2 - skills.length) + chance.below(2), hasHistory);
  return [...skills, ...queues].map((one) => planned(chance, one, skills, queues));
}

function named(chance: Chance, kind: Named['kind'], count: number, hasHistory: boolean): readonly Named[] {
  return Array.from({ length: count }, (_, index) => {
    const isBefore = hasHistory && chance.happens(0.7);
    return {
      kind,
      name: `${kind.charAt(0).toLowerCase()}${index + 1}`,
      isBefore,
      isAfter: !isBefore || chance.happens(0.8),
      isByHand: chance.happens(0.2),
    };
  });
}

function planned(
  chance: Chance,
  one: Named,
  skills: readonly Named[],
  queues: readonly Named[],
): PlannedObject {
  const { kind, name, isBefore, isAfter, isByHand } = one;
  const draw = (when: 'isBefore' | 'isAfter'): JsonObject =>
    kind === 'Skill'
      ? drawSkill(chance)
      : drawQueue(
          chance,
          skills.filter((skill) => skill[when]),
          queues.filter((queue) => queue[when] && queue !== one),
        );
  const before = isBefore ? draw('isBefore') : undefined;
  const after = isAfter ? withoutLeftovers(chance, before, draw('isAfter')) : undefined;
  return {
    kind,
    name,
    ...(before && { before }),
    ...(after && { after }),
    ...(isByHand && { byHand: drawByHand(chance, kind, name) }),
  };
}

/** A field that is not declared any more stays, and so does what it refers to: few write their manifests like that. */
function withoutLeftovers(chance: Chance, before: JsonObject = {}, after: JsonObject): JsonObject {
  if (chance.happens(0.1)) return after;
  const keepsTarget = isObject(after.overflow) && !('targetQueue' in after.overflow);
  return {
    ...after,
    ...('skills' in before && !('skills' in after) && { skills: [] }),
    ...(isObject(before.overflow) && (keepsTarget || !('overflow' in after)) && { overflow: null }),
  };
}

function drawSkill(chance: Chance): JsonObject {
  return chance.happens(0.7) ? { description: chance.one(['Spoken', 'Written', null]) } : {};
}

function drawQueue(chance: Chance, skills: readonly Named[], queues: readonly Named[]): JsonObject {
  const level = () => 1 + chance.below(5);
  return {
    channel: 'voice',
    ...(chance.happens(0.6) && { wrapUpTimeout: chance.one(['10s', '20s', '30s', null]) }),
    ...(chance.happens(0.6) && {
      skills: chance.some(skills, 0.7).map(({ name }) => ({ skill: name, level: level() })),
    }),
    ...(chance.happens(0.5) && { overflow: drawOverflow(chance, queues) }),
  };
}

function drawOverflow(chance: Chance, queues: readonly Named[]): JsonObject | null {
  if (chance.happens(0.15)) return null;
  const maxWaitTime = `${60 * (1 + chance.below(5))}s`;
  if (queues.length === 0 || chance.happens(0.4)) return { maxWaitTime, action: 'drop' };
  return { maxWaitTime, action: 'routeToQueue', targetQueue: chance.one(queues).name };
}

function drawByHand(chance: Chance, kind: string, name: string): JsonObject {
  const more = chance.happens(0.5) ? { musicId: 'mus_1' } : {};
  if (kind === 'Skill') return { name, ...(chance.happens(0.5) && { description: 'Old' }), ...more };
  return { name, channel: 'voice', wrapUpTimeout: 5_000, skills: [], ...more };
}
