import { TEXT, VERSION } from '../../openapi/common-schemas.ts';
import { named } from '../../openapi/schema.ts';

/** A skill as it is answered, and as writes may send it (contract §2). */
export const skillSchemas = named({
  Skill: {
    type: 'object',
    required: ['id', 'version'],
    properties: {
      id: TEXT,
      name: { type: 'string' },
      description: { type: ['string', 'null'] },
      version: VERSION,
    },
  },
  NewSkill: {
    type: 'object',
    required: ['name'],
    properties: { id: false, name: TEXT, description: { type: ['string', 'null'] }, version: false },
  },
  SkillPatch: {
    type: 'object',
    required: ['version'],
    properties: { id: false, name: TEXT, description: { type: ['string', 'null'] }, version: VERSION },
  },
});
