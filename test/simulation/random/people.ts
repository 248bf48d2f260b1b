import type { JsonObject } from '../../../src/core/json.ts';
import type { Agent } from './centre.ts';

/** Agents whom manifests select by roster name, e-mail or id. */
export const agents: readonly Agent[] = [
  { id: 'usr_ana', member: 'ana', selector: 'ana' },
  { id: 'usr_bo', member: 'bo', selector: 'bo' },
  { id: 'usr_cy', member: 'cy@acme.example', selector: 'cy@acme.example' },
  { id: 'usr_dee', member: 'usr_dee', selector: { id: 'usr_dee' } },
  { id: 'usr_eve', member: 'eve', selector: 'eve@acme.example' },
];

/** Those of them whom a Roster knows. */
export const roster: readonly JsonObject[] = [
  { name: 'ana', id: 'usr_ana' },
  { name: 'bo', email: 'bo@acme.example' },
  { name: 'eve', id: 'usr_eve', email: 'eve@acme.example' },
];

/** The users that they are; one has no e-mail. */
export const users = agents.map(({ id }) => {
  const name = id.replace('usr_', '');
  const email = name === 'dee' ? {} : { email: `${name[0]?.toUpperCase()}${name.slice(1)}@acme.example` };
  return { id, name, active: true, ...email };
});
