import type { Address } from '../../../core/address.ts';
import { isArray, isObject, type Json } from '../../../core/json.ts';
import type { Manifest } from '../../../core/manifest.ts';
import { childPath, type Path } from '../../../core/path.ts';
import { sourceOf } from '../../../core/source-of.ts';
import type { RosterAgent } from '../agent-book.ts';
import { isAgentName, teamsIn } from '../agent-words.ts';
import type { RosterAgents } from './roster-agents.ts';

/**
 * The agents that a Roster's manifest lists itself. What does not fit its schema is passed over, and so is a name that stands in the list
 * again: both are said elsewhere.
 */
export function agentsInManifest(manifest: Manifest, roster: Address): RosterAgents {
  const listed = isArray(manifest.spec.agents) ? manifest.spec.agents : undefined;
  const agents = new Map<string, RosterAgent>();
  let isWhole = listed !== undefined;
  for (const [index, written] of (listed ?? []).entries()) {
    const agent = agentOf(manifest, roster, written, childPath('/agents', index));
    if (!agent) isWhole = false;
    else if (!agents.has(agent.name)) agents.set(agent.name, agent);
  }
  return { agents: [...agents.values()], isWhole, diagnostics: [] };
}

function agentOf(manifest: Manifest, roster: Address, written: Json, path: Path): RosterAgent | undefined {
  if (!isObject(written)) return undefined;
  const { name, id, email, team } = written;
  if (typeof name !== 'string' || !isAgentName(name)) return undefined;
  const at = (member: string) => sourceOf(manifest, childPath(path, member));
  return {
    name,
    ...(isText(id) && { id }),
    ...(isText(email) && { email }),
    teams: teamsOf(team),
    roster,
    places: { name: at('name'), id: at('id'), email: at('email') },
  };
}

const isText = (value: Json | undefined): value is string => typeof value === 'string' && value !== '';

function teamsOf(team: Json | undefined): readonly string[] {
  const texts = isArray(team) ? team : [team];
  return teamsIn(texts.filter((text) => typeof text === 'string').join(';'));
}
