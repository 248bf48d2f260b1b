import type { Address } from '../../core/address.ts';
import type { Source } from '../../core/diagnostic.ts';
import { didYouMeanAmong } from '../../core/did-you-mean.ts';
import type { Lookups } from '../../core/kind.ts';
import { emailKey } from './agent-words.ts';

/** Somebody whom a Roster names. */
export interface RosterAgent {
  readonly name: string;
  readonly id?: string;
  readonly email?: string;
  readonly teams: readonly string[];
  /** The Roster's address. */
  readonly roster: Address;
  readonly places: { readonly name: Source; readonly id: Source; readonly email: Source };
}

/** The agents of all Rosters, to be found by name, team, id and e-mail. */
export class AgentBook {
  readonly all: readonly RosterAgent[];
  /** False where something in a Roster could not be read, so that an agent who is not here may be there. */
  readonly isWhole: boolean;
  readonly #byName: ReadonlyMap<string, RosterAgent>;
  readonly #byId: ReadonlyMap<string, RosterAgent>;
  readonly #byEmail: ReadonlyMap<string, RosterAgent>;
  readonly #teams = new Map<string, RosterAgent[]>();
  readonly #blamed = new Set<RosterAgent>();
  readonly #nearest: ReturnType<typeof didYouMeanAmong>;

  /** No two `agents` may have the same name. */
  constructor(agents: readonly RosterAgent[], isWhole: boolean) {
    this.all = agents;
    this.isWhole = isWhole;
    this.#byName = new Map(agents.map((agent) => [agent.name, agent]));
    this.#byId = new Map(agents.flatMap((agent) => (agent.id === undefined ? [] : [[agent.id, agent]])));
    this.#byEmail = new Map(
      agents.flatMap((agent) => (agent.email === undefined ? [] : [[emailKey(agent.email), agent]])),
    );
    for (const agent of agents) {
      for (const team of agent.teams) {
        const members = this.#teams.get(team);
        if (members) members.push(agent);
        else this.#teams.set(team, [agent]);
      }
    }
    const teams = Array.from(this.#teams.keys(), (team) => `team:${team}`);
    this.#nearest = didYouMeanAmong([
      ...(agents.length > 0 ? ['all'] : []),
      ...this.#byName.keys(),
      ...teams,
    ]);
  }

  named(name: string): RosterAgent | undefined {
    return this.#byName.get(name);
  }

  withId(id: string): RosterAgent | undefined {
    return this.#byId.get(id);
  }

  withEmail(email: string): RosterAgent | undefined {
    return this.#byEmail.get(emailKey(email));
  }

  /** Undefined where nobody is in a team of that name. */
  team(name: string): readonly RosterAgent[] | undefined {
    return this.#teams.get(name);
  }

  /** The hint that names the selector that was most likely meant; none where no name or team is near. */
  didYouMean(selector: string): { readonly hint?: string } {
    return this.#nearest(selector);
  }

  /** True the first time that it is asked of an agent: what is wrong with one is said once, however many manifests select them. */
  isNewlyBlamed(agent: RosterAgent): boolean {
    if (this.#blamed.has(agent)) return false;
    this.#blamed.add(agent);
    return true;
  }
}

/** The book that the kind Roster makes of its manifests. */
export function agentBookIn(lookups: Lookups): AgentBook {
  const found = lookups.get('Roster');
  return found instanceof AgentBook ? found : new AgentBook([], true);
}
