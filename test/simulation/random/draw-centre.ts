import type { Chance } from '../../../tools/chance.ts';
import type { Centre } from './centre.ts';
import { drawQueues, drawSkills } from './draw-objects.ts';
import { drawOverflows, reachableFrom } from './draw-overflows.ts';
import { drawProfiles } from './draw-profiles.ts';

/** What Git has, and what it had and may have again. */
export interface History {
  readonly now: Centre;
  readonly retired: Centre;
}

/** Manifests that have new names since, by their former ones. */
export type Renamed = ReadonlyMap<string, string>;

const nothing: Centre = { skills: [], queues: [], profiles: [] };

/** Before anybody wrote a manifest. */
export const noHistory: History = { now: nothing, retired: nothing };

/**
 * Draws what Git has next: manifests go, come back, are renamed, changed and added. Every reference names a manifest that is there.
 */
export function drawNext(chance: Chance, { now, retired }: History): History {
  const goes = drawGoing(chance, now);
  const renamed = new Map<string, string>();
  const skills = drawStaying(chance, goes, renamed, now.skills, retired.skills);
  const queues = drawStaying(chance, goes, renamed, now.queues, retired.queues);
  const profiles = drawStaying(chance, goes, renamed, now.profiles, retired.profiles);

  const nextSkills = drawSkills(chance, skills);
  const withoutOverflows = drawQueues(chance, queues, namesOf(nextSkills), renamed);
  const nextQueues = drawOverflows(chance, withoutOverflows, renamed);
  const nextProfiles = drawProfiles(chance, profiles.here, namesOf(nextQueues), renamed);
  return {
    now: { skills: nextSkills, queues: nextQueues, profiles: nextProfiles },
    retired: { skills: skills.gone, queues: queues.gone, profiles: profiles.gone },
  };
}

/** The names of what goes: some of everything, and sometimes all that contacts of one queue can reach. */
function drawGoing(chance: Chance, { skills, queues, profiles }: Centre): ReadonlySet<string> {
  const reached = queues.length > 0 && chance.happens(0.5) ? reachableFrom(chance.one(queues), queues) : [];
  const some = [...chance.some(skills, 0.15), ...chance.some(queues, 0.12), ...chance.some(profiles, 0.1)];
  return new Set([...reached, ...namesOf(some)]);
}

interface Named {
  readonly name: string;
  readonly formerly: readonly string[];
}

/** What stays, some of it under new names, with what comes back; and what is gone now. */
function drawStaying<One extends Named>(
  chance: Chance,
  goes: ReadonlySet<string>,
  renamed: Map<string, string>,
  now: readonly One[],
  retired: readonly One[],
): { readonly here: readonly One[]; readonly gone: readonly One[] } {
  const staying = now
    .filter(({ name }) => !goes.has(name))
    .map((one): One => {
      // A former name need not be told for ever.
      if (!chance.happens(0.15)) return chance.happens(0.3) ? { ...one, formerly: [] } : one;
      const name = chance.newName(one.name.charAt(0));
      renamed.set(one.name, name);
      return { ...one, name, formerly: [one.name, ...one.formerly] };
    });
  const back = chance.some(retired, 0.3);
  const leaving = now.filter(({ name }) => goes.has(name));
  return {
    here: [...staying, ...back],
    gone: [...leaving, ...retired.filter((one) => !back.includes(one))],
  };
}

const namesOf = (manifests: readonly { readonly name: string }[]) => manifests.map(({ name }) => name);
