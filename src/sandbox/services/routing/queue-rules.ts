import type { Reason } from '../../refusal.ts';
import type { State } from '../../state.ts';
import { isMembers, type Json, type Members } from '../../wire.ts';
import { namesOneOf } from './names-one-of.ts';
import { nonEmptyTextReasons } from './text-rule.ts';

const SKILLS_MAX = 100;

const RULES: { readonly [name: string]: (value: Json, state: State) => readonly Reason[] } = {
  name: (value) => nonEmptyTextReasons('name', value),
  channel: (value) => nonEmptyTextReasons('channel', value),
  skills: (value, state) => (value === null ? [] : skillsReasons(value, state)),
  overflow: (value, state) => (value === null ? [] : overflowReasons(value, state)),
  wrapUpTimeout: (value) => (value === null ? [] : millisecondsReasons('wrapUpTimeout', value)),
};

/** Everything wrong with the members of a queue that a write sends (contract §2, Queue rules). `null` clears. */
export function queueReasons(sent: Members, state: State): readonly Reason[] {
  return Object.entries(RULES).flatMap(([name, rule]) => {
    const value = sent[name];
    return value === undefined ? [] : rule(value, state);
  });
}

function skillsReasons(skills: Json, state: State): readonly Reason[] {
  if (!Array.isArray(skills)) return [invalid('skills must be a list')];
  const seen = new Set<Json>();
  const reasons: Reason[] = [];
  if (skills.length > SKILLS_MAX) {
    reasons.push({ code: 'too_many_skills', message: `a queue has at most ${SKILLS_MAX} skills` });
  }
  for (const [index, skill] of skills.entries()) {
    reasons.push(...skillReasons(`skills[${index}]`, skill, state, seen));
  }
  return reasons;
}

function skillReasons(place: string, skill: Json, { skills }: State, seen: Set<Json>): readonly Reason[] {
  if (!isMembers(skill)) return [invalid(`${place} must be an object`)];
  const { id = null, level = null } = skill;
  const reasons: Reason[] = [];
  if (!namesOneOf(skills, id)) reasons.push({ code: 'unknown_id', message: `${place}.id names no skill` });
  else if (seen.has(id)) reasons.push({ code: 'duplicate_skill', message: `${place}.id repeats a skill` });
  seen.add(id);
  if (!isWholeFrom(1, level) || level > 5) {
    reasons.push(invalid(`${place}.level must be a whole number from 1 to 5`));
  }
  return reasons;
}

function overflowReasons(overflow: Json, state: State): readonly Reason[] {
  if (!isMembers(overflow)) return [invalid('overflow must be an object')];
  const { maxWaitTime = null, action = null, targetQueueId = null } = overflow;
  const reasons = [...millisecondsReasons('overflow.maxWaitTime', maxWaitTime)];
  if (action !== 'routeToQueue' && action !== 'drop') {
    reasons.push(invalid('overflow.action must be routeToQueue or drop'));
  }
  if (targetQueueId === null) {
    if (action === 'routeToQueue')
      reasons.push(invalid('overflow.targetQueueId is required for routeToQueue'));
  } else if (!namesOneOf(state.queues, targetQueueId)) {
    reasons.push({ code: 'unknown_id', message: 'overflow.targetQueueId names no queue' });
  }
  return reasons;
}

function millisecondsReasons(name: string, value: Json): readonly Reason[] {
  return isWholeFrom(0, value) ? [] : [invalid(`${name} must be a whole number of milliseconds from 0`)];
}

function isWholeFrom(least: number, value: Json): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= least;
}

function invalid(message: string): Reason {
  return { code: 'invalid_value', message };
}
