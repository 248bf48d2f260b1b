import type { Reason } from '../../refusal.ts';
import type { Route } from '../../route.ts';
import type { Settings } from '../../settings.ts';
import { elementsOf, isMembers, type Members, type VersionedObject } from '../../wire.ts';
import { editableListRoutes } from './editable-list.ts';
import { skillSchemas } from './skill-schemas.ts';
import { nonEmptyTextReasons } from './text-rule.ts';

/** The calls on skills (contract §2). */
export function skillRoutes({ pageSizeMax }: Settings): readonly Route[] {
  return editableListRoutes(
    {
      list: 'skills',
      path: '/api/v2/routing/skills',
      scopes: { read: 'routing:skill:read', write: 'routing:skill:write' },
      idPrefix: 'skl_',
      description: {
        stored: skillSchemas.Skill,
        created: skillSchemas.NewSkill,
        patch: skillSchemas.SkillPatch,
        bodyRefusals: ['invalid_value'],
        documented: ['list'],
      },
      required: ['name'],
      cleared: {},
      reasonsAgainst: skillReasons,
      usersOf: (id, { queues }) => queues.filter((queue) => usesSkill(queue, id)),
    },
    pageSizeMax,
  );
}

function skillReasons({ name, description }: Members): readonly Reason[] {
  const reasons = name === undefined ? [] : [...nonEmptyTextReasons('name', name)];
  if (typeof (description ?? '') !== 'string') {
    reasons.push({ code: 'invalid_value', message: 'description must be a string' });
  }
  return reasons;
}

function usesSkill(queue: VersionedObject, id: string): boolean {
  return elementsOf(queue.skills).some((skill) => isMembers(skill) && skill.id === id);
}
