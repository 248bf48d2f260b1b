/** A contact centre as Git declares it. */
export interface Centre {
  readonly skills: readonly Skill[];
  readonly queues: readonly Queue[];
  readonly teams: readonly Team[];
}

interface Named {
  readonly name: string;
  /** The manifest's name in the round before. */
  readonly formerly?: string;
  readonly displayName: string;
}

export interface Skill extends Named {
  /** Left to the tenant's administrator where absent, for good. */
  readonly description?: string;
}

export interface Queue extends Named {
  /** Left to the tenant's administrator where absent, for good. */
  readonly wrapUpSeconds?: number;
  readonly skills: readonly { readonly skill: string; readonly level: number }[];
  readonly overflow?: Overflow;
}

export interface Overflow {
  readonly minutes: number;
  /** The name of a queue: circles are allowed. */
  readonly target: string;
  /** Stands in an OverflowRule and not in the queue's own manifest. */
  readonly asRule: boolean;
}

/** Agents with one routing profile. */
export interface Team {
  readonly name: string;
  readonly agents: readonly string[];
  readonly queues: readonly string[];
}

/** The queue that every team serves; it is never removed and never renamed. */
export const mainQueue = 'general';

const skillsFirst = 12;
const queuesFirst = 16;
const teamsFirst = 3;
const agentsEach = 4;

/** The centre to begin with: skills, queues in chains and circles of overflows, and the profiles of three teams, 40 objects in all. */
export function firstCentre(): Centre {
  const queueNames = [mainQueue, ...names('queue', queuesFirst - 1)];
  return {
    skills: names('skill', skillsFirst).map((name, index) => ({
      name,
      displayName: `Skill ${index + 1}`,
      ...(index % 2 === 0 && { description: `What ${name} is for` }),
    })),
    queues: queueNames.map((name, index) => ({
      name,
      displayName: `Queue ${index + 1}`,
      ...(index % 2 === 0 && { wrapUpSeconds: 5 * (index + 1) }),
      skills: [{ skill: `skill-${(index % skillsFirst) + 1}`, level: 1 + (index % 5) }],
      ...(index % 4 !== 3 && {
        // Three in a circle, then one without; every third overflow is a manifest of its own.
        overflow: {
          minutes: index + 1,
          target: queueNames[index % 4 === 2 ? index - 2 : index + 1] ?? mainQueue,
          asRule: index % 3 === 0,
        },
      }),
    })),
    teams: names('team', teamsFirst).map((name, team) => ({
      name,
      agents: names('agent', agentsEach).map((agent) => `${agent}-of-${name}`),
      queues: [mainQueue, ...queueNames.filter((_, index) => index > 0 && index % teamsFirst === team)],
    })),
  };
}

/** Objects of the tenant that the centre declares: a profile for each agent. */
export const objectCount = ({ skills, queues, teams }: Centre): number =>
  skills.length + queues.length + teams.flatMap(({ agents }) => agents).length;

const names = (word: string, count: number) =>
  Array.from({ length: count }, (_, index) => `${word}-${index + 1}`);
