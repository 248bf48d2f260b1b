import { TEXT, VERSION } from '../../openapi/common-schemas.ts';
import { named } from '../../openapi/schema.ts';

/** A routing profile as it is answered, and as a PUT may send it (contract §2). */
export const profileSchemas = named({
  RoutingProfile: {
    type: 'object',
    required: ['version'],
    properties: {
      id: false,
      routingProfileId: { type: 'string' },
      status: { type: ['string', 'null'] },
      queueIds: { type: ['array', 'null'], items: { type: 'string' } },
      version: VERSION,
    },
  },
  NewRoutingProfile: {
    type: 'object',
    required: ['routingProfileId', 'queueIds'],
    properties: {
      id: false,
      routingProfileId: TEXT,
      status: { description: 'Where none is sent, the one that is there stays', ...TEXT },
      queueIds: { type: 'array', uniqueItems: true, items: TEXT },
      version: { description: 'Where it is sent it must be that of the profile', ...VERSION },
    },
  },
});
