import type { Chance } from '../../chance.ts';
import { type Centre, mainQueue, objectCount, type Queue, type Skill } from './centre.ts';

/** What somebody does to the manifests. */
type Edit = (centre: Centre, chance: Chance, number: number) => Centre;

const editsMost = 9;
const editsLeast = 3;
const sizeMax = 48;
const sizeMin = 34;
/** Of skills, and of queues. */
const eachMin = 8;

/** The centre after somebody has made a few edits to Git. `round` goes into new names, so that none comes twice. */
export function editCentre(centre: Centre, chance: Chance, round: number): Centre {
  let edited = withoutFormerNames(centre);
  for (let number = chance.between(editsLeast, editsMost); number > 0; number--) {
    edited = editFor(objectCount(edited), chance)(edited, chance, round * 10 + number);
  }
  return edited;
}

/** Keeps the size about what it is. */
function editFor(size: number, chance: Chance): Edit {
  if (size > sizeMax) return chance.one(removals);
  if (size < sizeMin) return chance.one(creations);
  return chance.one([...creations, ...removals, ...changes, ...changes]);
}

const addSkill: Edit = (centre, chance, number) => {
  const skill: Skill = {
    name: `skill-n${number}`,
    displayName: `Skill N${number}`,
    ...(chance.happens(0.5) && { description: `New in ${number}` }),
  };
  const asking = chance.one(centre.queues).name;
  return editQueue({ ...centre, skills: [...centre.skills, skill] }, asking, (queue) => ({
    ...queue,
    skills: [...queue.skills, { skill: skill.name, level: 3 }],
  }));
};

/** Two that overflow to each other: neither can be created whole before the other is there. */
const addPair: Edit = (centre, chance, number) => {
  const [one, other] = [`queue-n${number}a`, `queue-n${number}b`];
  const queue = (name: string, target: string): Queue => ({
    name,
    displayName: `Queue ${name}`,
    ...(chance.happens(0.5) && { wrapUpSeconds: number }),
    skills: [{ skill: chance.one(centre.skills).name, level: chance.between(1, 5) }],
    overflow: { minutes: chance.between(1, 9), target, asRule: chance.happens(0.5) },
  });
  const teams = centre.teams.map((team, index) =>
    index === 0 ? { ...team, queues: [...team.queues, one] } : team,
  );
  return { ...centre, queues: [...centre.queues, queue(one, other), queue(other, one)], teams };
};

const removeSkill: Edit = (centre, chance) => {
  if (centre.skills.length <= eachMin) return centre;
  const { name } = chance.one(centre.skills);
  return {
    ...centre,
    skills: centre.skills.filter((skill) => skill.name !== name),
    queues: centre.queues.map((queue) => ({
      ...queue,
      skills: queue.skills.filter(({ skill }) => skill !== name),
    })),
  };
};

/** Whatever overflowed to it overflows to another one: without an overflow in Git, the tenant would keep its own. */
const removeQueue: Edit = (centre, chance) => {
  const { name } = chance.one(centre.queues);
  if (name === mainQueue || centre.queues.length <= eachMin) return centre;
  const queues = centre.queues.filter((queue) => queue.name !== name);
  const heirTo = (queue: Queue) => (queue.name === mainQueue ? queues.at(-1)?.name : mainQueue) ?? mainQueue;
  return {
    ...centre,
    queues: queues.map((queue) =>
      queue.overflow?.target === name ? overflowingTo(queue, heirTo(queue)) : queue,
    ),
    teams: centre.teams.map((team) => ({ ...team, queues: team.queues.filter((queue) => queue !== name) })),
  };
};

const changeSkill: Edit = (centre, chance, number) => {
  const { name } = chance.one(centre.skills);
  const changed = (skill: Skill): Skill =>
    skill.description === undefined || chance.happens(0.5)
      ? { ...skill, displayName: `Skill renamed in ${number}` }
      : { ...skill, description: `Changed in ${number}` };
  return { ...centre, skills: centre.skills.map((skill) => (skill.name === name ? changed(skill) : skill)) };
};

const changeQueue: Edit = (centre, chance, number) =>
  editQueue(centre, chance.one(centre.queues).name, (queue) => {
    if (chance.happens(0.3)) return { ...queue, displayName: `Queue renamed in ${number}` };
    if (chance.happens(0.3)) return overflowingTo(queue, chance.one(centre.queues).name);
    if (queue.wrapUpSeconds !== undefined) return { ...queue, wrapUpSeconds: queue.wrapUpSeconds + 5 };
    return { ...queue, skills: queue.skills.map((asked) => ({ ...asked, level: (asked.level % 5) + 1 })) };
  });

const changeTeam: Edit = (centre, chance) => {
  const { name } = chance.one(centre.teams);
  const queue = chance.one(centre.queues).name;
  const turned = (queues: readonly string[]) => {
    if (!queues.includes(queue)) return [...queues, queue];
    return queue === mainQueue ? queues : queues.filter((one) => one !== queue);
  };
  const teams = centre.teams.map((team) =>
    team.name === name ? { ...team, queues: turned(team.queues) } : team,
  );
  return { ...centre, teams };
};

/** The manifest gets another name, and the object stays the same. */
const renameSkill: Edit = (centre, chance, number) => {
  const before = chance.one(centre.skills);
  if (before.formerly !== undefined) return centre;
  const name = `skill-r${number}`;
  return {
    ...centre,
    skills: centre.skills.map((skill) =>
      skill === before ? { ...skill, name, formerly: before.name } : skill,
    ),
    queues: centre.queues.map((queue) => ({
      ...queue,
      skills: queue.skills.map((asked) => (asked.skill === before.name ? { ...asked, skill: name } : asked)),
    })),
  };
};

const creations: readonly Edit[] = [addSkill, addPair];
const removals: readonly Edit[] = [removeSkill, removeQueue];
const changes: readonly Edit[] = [changeSkill, changeQueue, changeTeam, renameSkill];

const editQueue = (centre: Centre, name: string, edit: (queue: Queue) => Queue): Centre => ({
  ...centre,
  queues: centre.queues.map((queue) => (queue.name === name ? edit(queue) : queue)),
});

/** A queue does not overflow to itself. */
function overflowingTo(queue: Queue, target: string): Queue {
  const { minutes, asRule } = queue.overflow ?? { minutes: 3, asRule: false };
  return queue.name === target ? queue : { ...queue, overflow: { minutes, asRule, target } };
}

const withoutFormerNames = ({ skills, ...centre }: Centre): Centre => ({
  ...centre,
  skills: skills.map(({ formerly: _, ...skill }) => skill),
});
