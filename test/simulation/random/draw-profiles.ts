import type { Chance } from '../../../tools/chance.ts';
import { type ProfileManifest, walkIn } from './centre.ts';
import type { Renamed } from './draw-centre.ts';
import { agents } from './people.ts';

/** The profiles that there are next. Each agent is in one at most; a profile that has none goes. */
export function drawProfiles(
  chance: Chance,
  here: readonly ProfileManifest[],
  queueNames: readonly string[],
  renamed: Renamed,
): readonly ProfileManifest[] {
  const fresh = Array.from({ length: chance.below(3) }, (): ProfileManifest => {
    return { name: chance.newName('p'), formerly: [], agents: [], queues: [] };
  });
  const manifests = [...here, ...fresh];
  const places = agents.map((agent) => {
    const before = here.find((one) => one.agents.includes(agent));
    const moves = !before || chance.happens(0.25);
    return moves ? chance.one([...manifests, ...manifests, undefined]) : before;
  });
  const possible = [...queueNames, walkIn];
  return manifests
    .map((one) => ({ ...one, agents: agents.filter((_, index) => places[index] === one) }))
    .filter((one) => one.agents.length > 0)
    .map((one) => withMembers(chance, withQueues(chance, one, possible, renamed)));
}

function withQueues(
  chance: Chance,
  one: ProfileManifest,
  possible: readonly string[],
  renamed: Renamed,
): ProfileManifest {
  const kept = one.queues.map((queue) => renamed.get(queue) ?? queue);
  const isNew = one.queues.length === 0 || chance.happens(0.3);
  const queues = isNew ? chance.some(possible, 0.3) : kept.filter((queue) => possible.includes(queue));
  return { ...one, queues };
}

function withMembers(chance: Chance, one: ProfileManifest): ProfileManifest {
  if (!chance.happens(0.3)) return one;
  const { status: _, routingProfileId: __, ...others } = one;
  return {
    ...others,
    ...(chance.happens(0.4) && { status: chance.one(['available', 'busy']) }),
    ...(chance.happens(0.3) && { routingProfileId: chance.one(['day', 'night']) }),
  };
}
