import { Chance } from '../../chance.ts';
import type { Agent, Centre, Queue, Skill, Team, User } from './centre.ts';

/** Of the routing objects that are no profiles. */
const skillShare = 1 / 3;
const teamSize = { least: 4, most: 8 };
/** Users without a declared profile, for each agent. */
const otherUsers = 0.1;

const topics = [
  'billing',
  'outages',
  'moving-home',
  'metering',
  'complaints',
  'sales',
  'returns',
  'delivery',
];
const sites = ['leeds', 'manila', 'porto', 'lyon', 'austin', 'gdansk'];
const channels = ['voice', 'voice', 'voice', 'chat', 'email'];

/**
 * A contact centre of so many routing objects: routing profiles of agents by their share (a quarter by default), and of the rest a third
 * skills and two thirds queues. Every queue asks for skills, and is served where there are agents, every skill is asked for, and no overflow
 * leads in a circle, so that nothing in it gives rise to advice. The same seed makes the same centre.
 */
export function generateCentre(objects: number, seed: number, profileShare = 0.25): Centre {
  const chance = new Chance(seed);
  const others = objects - Math.round(objects * profileShare);
  const skills = times(Math.round(others * skillShare), (index) => skillOf(index, chance));
  const queues = queuesOf(others - skills.length, skills, chance);
  const sizes = teamSizes(objects - others, chance);
  const teams = sizes.map((_, index) => teamOf(index, sizes.length, queues, chance));
  const agents = sizes.flatMap((size, index) =>
    times(size, (member) => agentOf(`${index + 1}-${member + 1}`, teams[index]?.name ?? '', chance)),
  );
  const undeclared = times(Math.ceil(agents.length * otherUsers), (index) =>
    userOf(`other-${index + 1}`, chance),
  );
  return { skills, queues, teams, agents, others: undeclared };
}

function skillOf(index: number, chance: Chance): Skill {
  const [topic, site] = [chance.one(topics), chance.one(sites)];
  const skill = { id: chance.id('skl'), ...named(topic, site, index) };
  if (chance.happens(0.5)) return skill;
  return {
    ...skill,
    description: `Trained for ${topic}, as ${site} does it since ${chance.between(1998, 2025)}`,
  };
}

function queuesOf(count: number, skills: readonly Skill[], chance: Chance): readonly Queue[] {
  const queues: Queue[] = [];
  // Contacts overflow to an earlier queue of their channel, so that no circle closes.
  const earlier = new Map<string, string[]>();
  for (let index = 0; index < count; index++) {
    const channel = chance.one(channels);
    const targets = earlier.get(channel) ?? [];
    const queue = queueOf(index, channel, skills, targets, chance);
    queues.push(queue);
    earlier.set(channel, [...targets.slice(-99), queue.name]);
  }
  return queues;
}

function queueOf(
  index: number,
  channel: string,
  skills: readonly Skill[],
  targets: readonly string[],
  chance: Chance,
): Queue {
  const queue = {
    id: chance.id('que'),
    ...named(chance.one(topics), chance.one(sites), index),
    channel,
    wrapUpSeconds: chance.between(2, 24) * 5,
    skills: askedSkills(index, skills, chance),
  };
  if (targets.length === 0 || chance.happens(0.35)) return queue;
  const overflow = {
    minutes: chance.between(1, 15),
    target: chance.one(targets),
    asRule: chance.happens(0.4),
  };
  return { ...queue, overflow };
}

/** The first one goes round, so that every skill is asked for by some queue. */
function askedSkills(index: number, skills: readonly Skill[], chance: Chance): Queue['skills'] {
  const asked = new Set([skills[index % skills.length]?.name ?? '']);
  for (let more = chance.between(0, 5); more > 0; more--) asked.add(chance.one(skills).name);
  return [...asked].map((skill) => ({ skill, level: chance.between(1, 5) }));
}

function teamSizes(agents: number, chance: Chance): readonly number[] {
  const sizes: number[] = [];
  for (let left = agents; left > 0; left -= sizes.at(-1) ?? left) {
    sizes.push(Math.min(left, chance.between(teamSize.least, teamSize.most)));
  }
  return sizes;
}

/** Each queue is some team's own; besides those a team serves a few of others. */
function teamOf(index: number, teams: number, queues: readonly Queue[], chance: Chance): Team {
  const served = new Set<string>();
  for (let own = index; own < queues.length; own += teams) served.add(queues[own]?.name ?? '');
  for (let more = chance.between(0, 3); more > 0; more--) served.add(chance.one(queues).name);
  return { name: `team-${index + 1}`, queues: [...served] };
}

const agentOf = (number: string, team: string, chance: Chance): Agent => ({
  ...userOf(`agent-${number}`, chance),
  team,
  byId: chance.happens(0.5),
});

const userOf = (name: string, chance: Chance): User => ({ id: chance.id('usr'), name });

function named(topic: string, site: string, index: number): Pick<Queue, 'name' | 'displayName'> {
  return {
    name: `${topic}-${site}-${index + 1}`,
    displayName: `${capital(topic)}, ${capital(site)} ${index + 1}`,
  };
}

const capital = (word: string) => `${word.charAt(0).toUpperCase()}${word.slice(1)}`;

const times = <T>(count: number, make: (index: number) => T): readonly T[] =>
  Array.from({ length: count }, (_, index) => make(index));
