import type { Json } from '../../../core/json.ts';
import type { Expansion, Member } from '../../../core/kind.ts';
import { LazyMap } from '../../../core/lazy-map.ts';
import { sourceOf } from '../../../core/source-of.ts';
import { agentBookIn } from '../../people/agent-book.ts';
import { selectAgents, selectorsAt } from '../../people/agents.ts';

/** One profile for each agent that the manifest selects. */
export const expandProfile: Expansion['members'] = (manifest, lookups) => {
  const { agents: selectors, agentsExcept, ...shared } = manifest.spec;
  const placed = selectorsAt(manifest, '/agents', selectors);
  const { agents, diagnostics } = selectAgents(
    agentBookIn(lookups),
    placed,
    selectorsAt(manifest, '/agentsExcept', agentsExcept),
  );
  const members = agents.map(({ member, reference, index }): Member => {
    const sources = () => {
      const kept = [...manifest.sources].filter(([path]) => !/^\/agents(Except)?(\/|$)/.test(path));
      return new Map([...kept, ['/agent', placed[index]?.source ?? sourceOf(manifest, '/agents')]]);
    };
    return {
      name: member,
      spec: { agent: reference as Json, ...shared },
      sources: new LazyMap(sources),
    };
  });
  return { members, diagnostics };
};
