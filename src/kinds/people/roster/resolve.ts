import { address } from '../../../core/address.ts';
import type { LookupKind } from '../../../core/kind.ts';
import type { Manifest } from '../../../core/manifest.ts';
import { AgentBook } from '../agent-book.ts';
import { agentsInFile } from './agents-in-file.ts';
import { agentsInManifest } from './agents-in-manifest.ts';
import { withoutDuplicates } from './duplicates.ts';
import type { RosterAgents } from './roster-agents.ts';

/** All Rosters as an AgentBook, with the ids of one tenant (interface §2). */
export const resolveRosters: LookupKind['resolve'] = (manifests, tenant) => {
  const rosters = manifests.map((manifest) => agentsOf(manifest, tenant));
  const { agents, diagnostics } = withoutDuplicates(rosters.flatMap((roster) => roster.agents));
  const isWhole = rosters.every((roster) => roster.isWhole);
  return {
    value: new AgentBook(agents, isWhole),
    diagnostics: [...rosters.flatMap((roster) => roster.diagnostics), ...diagnostics],
  };
};

function agentsOf(manifest: Manifest, tenant: string): RosterAgents {
  const roster = address(manifest.kind, manifest.name);
  const file = manifest.files.get('/from');
  return file ? agentsInFile(file, roster, tenant) : agentsInManifest(manifest, roster);
}
