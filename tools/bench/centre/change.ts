import { Chance } from '../../chance.ts';
import type { Agent, Centre, Queue } from './centre.ts';

/** A centre after somebody has edited Git. */
export interface ChangedCentre {
  readonly centre: Centre;
  /** Objects that a plan creates or updates. */
  readonly changes: number;
  /** Those of them that are routing profiles. */
  readonly profiles: number;
}

/** What comes together when something new is set up: a skill, a queue that asks for it, and where there are agents the profile of one. */
const createsOfNew = ({ agents }: Centre) => (agents.length > 0 ? 3 : 2);

/**
 * The centre with one object in a hundred changed, at least one. In twenty changes one thing is new, which takes two or three creates; the rest
 * are updates, in turn: a queue's name, the level of its first skill, its wrap-up time, its overflow, a skill's name. Who serves what is new is
 * a user whom Git did not declare before. The same seed makes the same changes.
 */
export function changeCentre(centre: Centre, objects: number, seed: number): ChangedCentre {
  const changes = Math.max(1, Math.round(objects / 100));
  const news = Math.floor((changes + 10) / 20);
  const updates = changes - news * createsOfNew(centre);
  const profiles = centre.agents.length > 0 ? news : 0;
  return { centre: withNew(updated(centre, updates, seed), news), changes, profiles };
}

/** Every fifth update is one of a skill. The places are spread evenly over each list, beginning somewhere. */
function updated(centre: Centre, updates: number, seed: number): Centre {
  const chance = new Chance(seed);
  const skillUpdates = Math.floor(updates / 5);
  const skillPlaces = places(centre.skills.length, skillUpdates, chance);
  const queuePlaces = places(centre.queues.length, updates - skillUpdates, chance);
  return {
    ...centre,
    skills: centre.skills.map((skill, index) =>
      skillPlaces.has(index) ? { ...skill, displayName: `${skill.displayName}, renamed` } : skill,
    ),
    queues: centre.queues.map((queue, index) => {
      const turn = queuePlaces.get(index);
      return turn === undefined ? queue : editedQueue(queue, turn % 4);
    }),
  };
}

/** So many places of a list, each with its turn. */
function places(length: number, count: number, chance: Chance): ReadonlyMap<number, number> {
  const start = chance.between(0, length - 1);
  const turns = Array.from({ length: count }, (_, turn) => turn);
  return new Map(turns.map((turn) => [(start + Math.floor((turn * length) / count)) % length, turn]));
}

/** A queue that overflows nowhere gets another wrap-up time where its overflow was to change. */
function editedQueue(queue: Queue, turn: number): Queue {
  const { displayName, skills, overflow, wrapUpSeconds } = queue;
  if (turn === 0) return { ...queue, displayName: `${displayName}, renamed` };
  if (turn === 1) {
    const levels = skills.map((asked, index) =>
      index === 0 ? { ...asked, level: (asked.level % 5) + 1 } : asked,
    );
    return { ...queue, skills: levels };
  }
  if (turn === 2 && overflow) return { ...queue, overflow: { ...overflow, minutes: overflow.minutes + 1 } };
  return { ...queue, wrapUpSeconds: wrapUpSeconds + 5 };
}

function withNew(centre: Centre, news: number): Centre {
  const numbers = Array.from({ length: news }, (_, index) => index + 1);
  const name = (number: number) => `night-${number}`;
  // What Git declares and the tenant does not have has no id yet.
  const skills = numbers.map((number) => ({ id: '', name: name(number), displayName: `Night, ${number}` }));
  const queues = numbers.map((number) => ({
    id: '',
    name: name(number),
    displayName: `Night, ${number}`,
    channel: 'voice',
    wrapUpSeconds: 30,
    skills: [{ skill: name(number), level: 3 }],
  }));
  const hired = centre.others
    .slice(0, news)
    .map((user, index): Agent => ({ ...user, team: name(index + 1), byId: true }));
  return {
    skills: [...centre.skills, ...skills],
    queues: [...centre.queues, ...queues],
    teams: [...centre.teams, ...hired.map(({ team }) => ({ name: team, queues: [team] }))],
    agents: [...centre.agents, ...hired],
    others: centre.others.slice(news),
  };
}
