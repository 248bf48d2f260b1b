import type { Wire } from '../../../core/wire.ts';
import { listAnswer } from '../../list-answer.ts';
import { optionalMember, present, textMember } from '../../raw-members.ts';
import { routingCollection } from '../collection.ts';

const path = '/api/v2/routing/skills';
const scope = 'routing:skill:read';

/** Skills as the routing service says them (contract §2; every call but the list is assumed). */
export const skillWire: Wire = {
  ...routingCollection(path),
  reads: [
    {
      path,
      query: { pageSize: 1 },
      scope,
      basis: 'documented',
      without: 'nothing about skills, or queues that need them, can be planned',
      answer: listAnswer,
    },
    {
      path: `${path}/{id}`,
      scope,
      basis: 'assumed',
      without: 'a change of a skill cannot be carried over to what somebody else changed meanwhile',
      answer: 'object',
      idFrom: path,
    },
  ],
  decode: (raw) =>
    present({
      displayName: textMember(raw, 'name'),
      description: optionalMember(raw, 'description', textMember),
    }),
  encode: ({ spec, changed }) =>
    present({
      name: changed.has('displayName') ? spec.displayName : undefined,
      description: changed.has('description') ? spec.description : undefined,
    }),
};
