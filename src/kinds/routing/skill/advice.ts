import { nameIn } from '../../../core/address.ts';
import { warning } from '../../../core/diagnostic.ts';
import { isArray, isObject } from '../../../core/json.ts';
import type { Advice, Check } from '../../../core/kind.ts';
import { sourceOf } from '../../../core/source-of.ts';

/** `SKILL_UNUSED`: no queue in Git asks for the skill. */
const unused: Check = (own, all) => {
  const asked = new Set<unknown>();
  for (const { kind, spec } of all) {
    if (kind !== 'Queue' || !isArray(spec.skills)) continue;
    for (const element of spec.skills) if (isObject(element)) asked.add(element.skill);
  }
  return own
    .filter(({ address }) => !asked.has(nameIn(address)))
    .map((skill) =>
      warning({
        code: 'SKILL_UNUSED',
        summary: `No queue asks for the skill ${nameIn(skill.address)}`,
        hint: 'Add it to the skills of a queue, or remove it',
        address: skill.address,
        source: sourceOf(skill, ''),
      }),
    );
};

export const skillAdvice: readonly Advice[] = [{ code: 'SKILL_UNUSED', find: unused }];
