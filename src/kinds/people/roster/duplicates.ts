import { type Diagnostic, error } from '../../../core/diagnostic.ts';
import type { RosterAgent } from '../agent-book.ts';
import { emailKey } from '../agent-words.ts';

/** Agents without those whose name an earlier one has. `AGENT_DUPLICATE`: a name, id or e-mail that two agents have. */
export function withoutDuplicates(agents: readonly RosterAgent[]): {
  readonly agents: readonly RosterAgent[];
  readonly diagnostics: readonly Diagnostic[];
} {
  const firsts = { name: new First(), id: new First(), email: new First() };
  const kept: RosterAgent[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const agent of agents) {
    const { name, id, email } = agent;
    const namesake = firsts.name.before(name, agent);
    if (namesake) {
      // Of one and the same agent all else is the same too.
      diagnostics.push(duplicate(agent, namesake, 'name', name));
      continue;
    }
    kept.push(agent);
    const sameId = id !== undefined && firsts.id.before(id, agent);
    if (sameId) diagnostics.push(duplicate(agent, sameId, 'id', id));
    const sameEmail = email !== undefined && firsts.email.before(emailKey(email), agent);
    if (sameEmail) diagnostics.push(duplicate(agent, sameEmail, 'email', email));
  }
  return { agents: kept, diagnostics };
}

/** Who had something first. */
class First {
  readonly #agents = new Map<string, RosterAgent>();

  /** Who has it already; from then on `agent` where nobody did. */
  before(key: string, agent: RosterAgent): RosterAgent | undefined {
    const earlier = this.#agents.get(key);
    if (!earlier) this.#agents.set(key, agent);
    return earlier;
  }
}

const words = { name: 'name', id: 'id', email: 'e-mail' } as const;

function duplicate(
  agent: RosterAgent,
  earlier: RosterAgent,
  member: keyof typeof words,
  text: string,
): Diagnostic {
  const { file, line, column } = earlier.places[member];
  return error({
    code: 'AGENT_DUPLICATE',
    summary:
      member === 'name'
        ? `There are two agents ${text}`
        : `${agent.name} has the ${words[member]} ${text}, which ${earlier.name} has too`,
    detail: `The first is at ${file}:${line}:${column}`,
    hint: 'An agent stands in one Roster, once',
    address: agent.roster,
    source: agent.places[member],
  });
}
