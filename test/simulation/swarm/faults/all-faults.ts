import { adminActs } from './admin-acts.ts';
import { diskActs, diskFaults } from './disk-faults.ts';
import { fates } from './fates.ts';
import { networkFaults } from './network-faults.ts';
import { processFaults } from './process-faults.ts';

/** Ways in which a tenant is harder to read, each in one sentence. */
const tenantFaults = {
  'small-pages': 'Lists come in pages of one or two elements, between which others write',
  'no-versions': 'The tenant gives objects no versions, and refuses nothing for having moved',
} as const;

const sentencesOf = (faults: Readonly<Record<string, { readonly says: string }>>) =>
  Object.fromEntries(Object.entries(faults).map(([kind, { says }]) => [kind, says]));

/** Every kind of fault that can be drawn, with its sentence. */
export const drawnFaults: Readonly<Record<string, string>> = {
  ...sentencesOf(networkFaults),
  ...tenantFaults,
  ...sentencesOf(diskFaults),
  ...diskActs,
  ...adminActs,
  ...processFaults,
};

/** Those, and what follows from them. */
export const allFaults: Readonly<Record<string, string>> = { ...drawnFaults, ...fates };
