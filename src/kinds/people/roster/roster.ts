import type { LookupKind } from '../../../core/kind.ts';
import { resolveRosters } from './resolve.ts';
import { rosterSchema } from './schema.ts';

/** What manifests call agents, and the teams that they are in. */
export const roster: LookupKind = {
  role: 'lookup',
  kind: 'Roster',
  description: 'What manifests call agents, and the teams that they are in.',
  schema: rosterSchema,
  fields: { references: [], lists: { '/agents': { key: ['name'] } }, durations: [] },
  files: ['/from'],
  resolve: resolveRosters,
};
