import { type Diagnostic, error, type Source } from '../../core/diagnostic.ts';
import { isArray, type Json } from '../../core/json.ts';
import type { Manifest } from '../../core/manifest.ts';
import { childPath, type Path } from '../../core/path.ts';
import type { Reference } from '../../core/reference.ts';
import { sourceOf } from '../../core/source-of.ts';
import type { AgentBook, RosterAgent } from './agent-book.ts';
import { emailKey } from './agent-words.ts';
import { type Selectable, selectableBy } from './selector.ts';

/** A selector as a manifest holds it. */
export interface PlacedSelector {
  readonly selector: Json;
  readonly source: Source;
}

export interface SelectedAgent {
  /** The last part of an address: the name in the Roster, else the e-mail or the id. */
  readonly member: string;
  readonly reference: Reference;
  /** Of the first selector that selects the agent. */
  readonly index: number;
}

/** The list of selectors at a path of a manifest's spec; none where it is no list. */
export function selectorsAt(
  manifest: Pick<Manifest, 'sources'>,
  path: Path,
  value: Json | undefined,
): readonly PlacedSelector[] {
  if (!isArray(value)) return [];
  return value.map((selector, index) => ({
    selector,
    get source() {
      return sourceOf(manifest, childPath(path, index));
    },
  }));
}

/**
 * The agents that `selectors` select and `except` does not, each once (interface §1). `AGENT_NOT_FOUND`: a selector that selects nobody,
 * in either list. `AGENT_NEEDS_NAME`: one whose agent could not be told from others. `AGENT_WITHOUT_ID`: an agent of a Roster of whom
 * nothing is known that the tenant knows too.
 */
export function selectAgents(
  book: AgentBook,
  selectors: readonly PlacedSelector[],
  except: readonly PlacedSelector[] = [],
): { readonly agents: readonly SelectedAgent[]; readonly diagnostics: readonly Diagnostic[] } {
  const diagnostics: Diagnostic[] = [];
  const find = (placed: PlacedSelector): readonly Selectable[] => {
    const found = selectableBy(book, placed.selector);
    if ('problem' in found) diagnostics.push(error({ ...found.problem, source: placed.source }));
    return 'problem' in found ? [] : found.agents;
  };
  const excluded = new Set(except.flatMap((placed) => find(placed).map(({ name }) => name)));
  const selected = new Map<string, SelectedAgent>();
  for (const [index, placed] of selectors.entries()) {
    for (const agent of find(placed)) {
      if (excluded.has(agent.name) || selected.has(agent.name)) continue;
      const reference = referenceTo(agent);
      if (reference) selected.set(agent.name, { member: agent.name, reference, index });
      else if (isInRoster(agent) && book.isNewlyBlamed(agent)) diagnostics.push(withoutId(agent, placed));
    }
  }
  return { agents: [...selected.values()], diagnostics };
}

function referenceTo({ id, email }: Selectable): Reference | undefined {
  if (id !== undefined) return { id };
  return email === undefined ? undefined : { external: emailKey(email) };
}

const isInRoster = (agent: Selectable): agent is RosterAgent => 'roster' in agent;

function withoutId({ name, roster, places }: RosterAgent, { source }: PlacedSelector): Diagnostic {
  return error({
    code: 'AGENT_WITHOUT_ID',
    summary: `The agent ${name} has no id and no e-mail here`,
    detail: `Selected at ${source.file}:${source.line}`,
    hint: 'Give the e-mail or the id that the agent has in CXone',
    address: roster,
    source: places.name,
  });
}
