import type { ObjectKind } from '../../../core/kind.ts';
import { expandProfile } from './expand.ts';
import { exportProfiles } from './export.ts';
import { profileSchema } from './schema.ts';
import { profileWire } from './wire.ts';

/** The queues that agents serve: one object for each of them. */
export const routingProfile: ObjectKind = {
  role: 'object',
  kind: 'RoutingProfile',
  description: 'The queues that some agents serve.',
  schema: profileSchema,
  identity: { by: 'reference', path: '/agent' },
  fields: {
    references: [
      { path: '/agent', kind: 'Agent' },
      { path: '/queues/*', kind: 'Queue' },
    ],
    lists: { '/queues': 'set' },
    durations: [],
    writeOnly: ['/status'],
  },
  expand: {
    fields: {
      references: [{ path: '/queues/*', kind: 'Queue' }],
      lists: { '/queues': 'set' },
      durations: [],
    },
    consumes: ['agents', 'agentsExcept'],
    members: expandProfile,
  },
  // Queues and profile id stand in the manifest as each of its agents has them.
  writeBack: (spec, { path, value }) =>
    ['/queues', '/routingProfileId'].includes(path) ? { ...spec, [path.slice(1)]: value } : undefined,
  checks: [],
  advice: [],
  wire: profileWire,
  // A queue's new settings reach its agents only when their profiles are written again (contract §2).
  rewrite: { references: '/queues/*', effect: 'reassign', wanted: ({ reassign }) => reassign },
  exportAs: exportProfiles,
};
