import { TEXT } from '../../openapi/common-schemas.ts';
import { named } from '../../openapi/schema.ts';

/** A user as the list answers it (contract §2). */
export const userSchemas = named({
  User: {
    type: 'object',
    required: ['id'],
    properties: {
      id: TEXT,
      name: { type: 'string' },
      email: { type: ['string', 'null'] },
      active: { type: 'boolean' },
    },
  },
});
