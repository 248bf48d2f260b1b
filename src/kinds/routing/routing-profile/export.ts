import { byCodeUnit } from '../../../core/address.ts';
import { groupBy } from '../../../core/group-by.ts';
import { isArray, type Json } from '../../../core/json.ts';
import type { ExportedManifest, ExportNaming } from '../../../core/kind.ts';
import { asReference, type Reference, referenceKey } from '../../../core/reference.ts';
import type { LiveObject } from '../../../core/resource.ts';
import { present } from '../../raw-members.ts';
import { defaultProfileId } from './default-profile-id.ts';
import { exportRoster, type LiveAgent } from './export-roster.ts';

/**
 * Live profiles as manifests: one for all agents who serve the same queues, and a Roster of those agents whom
 * none names yet. A status is runtime
 * state and not exported.
 */
export function exportProfiles(
  objects: readonly LiveObject[],
  naming: ExportNaming,
): readonly ExportedManifest[] {
  if (objects.length === 0) return [];
  const { manifests: rosters, names } = exportRoster(objects.map(agentOf), naming);
  const profiles = objects.map((object) => profileOf(object, names.get(object.id) ?? object.id));
  const groups = [...groupBy(profiles, ({ key }) => key)].sort(([a], [b]) => byCodeUnit(a, b));
  return [...rosters, ...groups.map(([, alike], index) => manifestOf(alike, index + 1, naming))];
}

/** People know an agent by what the list of users shows. */
function agentOf({ id, spec }: LiveObject): LiveAgent {
  const agent = asReference(spec.agent);
  return { id, label: typeof agent === 'object' && 'label' in agent ? (agent.label ?? id) : id };
}

interface Profile {
  /** The name in the Roster. */
  readonly agent: string;
  readonly queues: readonly Reference[];
  readonly routingProfileId: Json | undefined;
  /** Profiles that have the same stand in one manifest. */
  readonly key: string;
}

function profileOf({ spec, id }: LiveObject, agent: string): Profile {
  const written = (isArray(spec.queues) ? spec.queues : []).flatMap((queue) => asReference(queue) ?? []);
  // A tenant may list one twice.
  const byKey = new Map(written.map((queue) => [referenceKey(queue), queue] as const));
  const queues = [...byKey].sort(([a], [b]) => byCodeUnit(a, b)).map(([, queue]) => queue);
  const isDefault = spec.routingProfileId === defaultProfileId(id);
  const routingProfileId = isDefault ? undefined : spec.routingProfileId;
  const key = JSON.stringify([queues.map(referenceKey), routingProfileId ?? null]);
  return { agent, queues, routingProfileId, key };
}

function manifestOf(alike: readonly Profile[], number: number, { nameFor }: ExportNaming): ExportedManifest {
  const { queues = [], routingProfileId } = alike[0] ?? {};
  const agents = alike.map(({ agent }) => agent).sort(byCodeUnit);
  const spec = present({ agents, queues: queues as readonly Json[], routingProfileId });
  return {
    kind: 'RoutingProfile',
    name: nameFor('RoutingProfile', titleOf(queues) ?? `profile-${number}`),
    spec,
  };
}

/** The queues as a name that says all; none where that would be long, or hold an id. */
function titleOf(queues: readonly Reference[]): string | undefined {
  if (queues.length === 0) return 'no-queues';
  const names = queues.flatMap((queue) => {
    if (typeof queue === 'string') return [queue];
    return 'external' in queue ? [queue.external] : [];
  });
  const title = names.join('-');
  return names.length === queues.length && names.length <= 3 && title.length <= 60 ? title : undefined;
}
