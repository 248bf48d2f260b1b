/** What is in the tenant of every scenario and in no manifest. */
export const others = {
  skills: [{ id: 'skl_legacy', name: 'Legacy', description: 'From the old system', version: 7 }],
  queues: [{ id: 'que_walkin', name: 'Walk-in', channel: 'voice', skills: [], version: 4 }],
  users: [{ id: 'usr_guest', name: 'guest', email: 'guest@acme.example', active: true }],
  profiles: [
    { id: 'usr_guest', routingProfileId: 'desk', status: 'away', queueIds: ['que_walkin'], version: 3 },
  ],
};

/** Their ids. */
export const untouched: readonly string[] = ['skl_legacy', 'que_walkin', 'usr_guest'];

/** As people see them. */
export const seenLegacySkill = { name: 'Legacy', description: 'From the old system' };
export const seenWalkIn = { name: 'Walk-in', channel: 'voice', skills: [] };
export const seenGuest = {
  agent: 'guest@acme.example',
  routingProfileId: 'desk',
  status: 'away',
  queueIds: ['Walk-in'],
};
