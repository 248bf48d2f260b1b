import type { Wire } from '../../../core/wire.ts';
import { optionalMember, present, textMember } from '../../raw-members.ts';
import { routingCollection } from '../collection.ts';

/** Skills as the routing service says them (contract §2; every call but the list is assumed). */
export const skillWire: Wire = {
  ...routingCollection('/api/v2/routing/skills'),
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
