import { byCodeUnit } from '../../../core/address.ts';
import { groupBy } from '../../../core/group-by.ts';
import type { ExportedManifest, ExportNaming } from '../../../core/kind.ts';
import { type AgentBook, agentBookIn } from '../../people/agent-book.ts';
import { emailKey, isAgentName, isEmail } from '../../people/agent-words.ts';
import { present } from '../../raw-members.ts';

/** Somebody as the tenant shows them. */
export interface LiveAgent {
  readonly id: string;
  /** An e-mail, a name, or the id where there is neither. */
  readonly label: string;
}

/**
 * A Roster of those live agents whom no other names yet, and by their ids what all of them are called. An e-mail that two of them have is
 * left out: it means neither.
 */
export function exportRoster(
  agents: readonly LiveAgent[],
  naming: ExportNaming,
): { readonly manifests: readonly ExportedManifest[]; readonly names: ReadonlyMap<string, string> } {
  const sorted = [...agents].sort((a, b) => byCodeUnit(a.label, b.label) || byCodeUnit(a.id, b.id));
  const sharing = groupBy(sorted, ({ label }) => emailKey(label));
  const book = agentBookIn(naming.lookups);
  const isAlone = ({ label }: LiveAgent) => sharing.get(emailKey(label))?.length === 1;
  const known = (agent: LiveAgent) => {
    const byEmail = isAlone(agent) ? book.withEmail(agent.label) : undefined;
    // One of another id is somebody else.
    const same = byEmail?.id === undefined ? byEmail : undefined;
    return (book.withId(agent.id) ?? same)?.name;
  };
  const names = new Map(sorted.map((agent) => [agent.id, known(agent) ?? nameOf(agent.label, naming, book)]));
  const unnamed = sorted.filter((agent) => known(agent) === undefined);
  const listed = unnamed.map(({ id, label }) =>
    present({
      name: names.get(id),
      email: isEmail(label) && isAlone({ id, label }) && !book.withEmail(label) ? label : undefined,
      id,
    }),
  );
  if (listed.length === 0) return { manifests: [], names };
  const name = naming.nameFor('Roster', 'agents');
  return { manifests: [{ kind: 'Roster', name, spec: { agents: listed } }], names };
}

/** An e-mail is known by what stands before its @. Not every name of a manifest can be one of an agent: `all` selects everybody. */
function nameOf(label: string, { nameFor }: ExportNaming, book: AgentBook): string {
  const called = isEmail(label) ? label.slice(0, label.indexOf('@')) : label;
  for (let name = nameFor('Agent', called); ; name = nameFor('Agent', `agent-${called}`)) {
    if (isAgentName(name) && !book.named(name)) return name;
  }
}
