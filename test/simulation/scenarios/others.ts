/** What is in the tenant of every scenario and in no manifest. */
export const others = {
  skills: [{ id: 'skl_legacy', name: 'Legacy', description: 'From the old system', version: 7 }],
  queues: [{ id: 'que_walkin', name: 'Walk-in', channel: 'voice', skills: [], version: 4 }],
};

/** Their ids. */
export const untouched: readonly string[] = ['skl_legacy', 'que_walkin'];

/** As people see them. */
export const seenLegacySkill = { name: 'Legacy', description: 'From the old system' };
export const seenWalkIn = { name: 'Walk-in', channel: 'voice', skills: [] };
