import type { Chance } from '../../../tools/chance.ts';
import type { ObjectManifest, QueueManifest, SkillManifest } from './centre.ts';
import type { Renamed } from './draw-centre.ts';

/** Objects that are in the tenant from the start, and that a manifest may come to declare. */
export const byHand = { skill: 'Skill by hand', queue: 'Queue by hand' };

interface Drawn<One> {
  readonly here: readonly One[];
  readonly gone: readonly One[];
}

/** The skills that there are next: changed, and new ones, which may take over the object of another one. */
export function drawSkills(chance: Chance, { here, gone }: Drawn<SkillManifest>): readonly SkillManifest[] {
  const fresh = drawNew(chance, 's', here.length, [byHand.skill, ...gone.map(tenantName)]);
  return unique<SkillManifest>([...here.map((one) => changed(chance, one)), ...fresh]).map((skill) => {
    if (!chance.happens(0.3)) return skill;
    const { description: _, ...others } = skill;
    const description = chance.one([undefined, null, 'Spoken', 'Written']);
    return { ...others, ...(description !== undefined && { description }) };
  });
}

/** The queues that there are next, with skills of these names, and with the overflows that they had. */
export function drawQueues(
  chance: Chance,
  { here, gone }: Drawn<QueueManifest>,
  skillNames: readonly string[],
  renamed: Renamed,
): readonly QueueManifest[] {
  const fresh = drawNew(chance, 'q', here.length, [byHand.queue, ...gone.map(tenantName)]);
  return unique<QueueManifest>([...here.map((one) => changed(chance, one)), ...fresh]).map((queue) => {
    const { wrapUpSeconds: before, ...others } = withSkills(chance, queue, skillNames, renamed);
    const wrapUpSeconds = chance.happens(0.3) ? chance.one([undefined, null, 10, 20, 30]) : before;
    return { ...others, ...(wrapUpSeconds !== undefined && { wrapUpSeconds }) };
  });
}

function drawNew(
  chance: Chance,
  prefix: string,
  /** How many there are already. */
  present: number,
  takenOver: readonly string[],
): readonly ObjectManifest[] {
  return Array.from({ length: present < 3 ? 2 + chance.below(5) : chance.below(3) }, () => {
    const name = chance.newName(prefix);
    const displayName = chance.happens(0.2) ? chance.one(takenOver) : `Called ${name}`;
    const protect = chance.happens(0.15);
    return { name, formerly: [], protect, ...(chance.happens(0.5) && { displayName }) };
  });
}

/** Some get another name in the tenant, and some begin or cease to be protected. */
function changed<One extends ObjectManifest>(
  chance: Chance,
  one: One,
): Omit<One, 'displayName'> & ObjectManifest {
  const protect = chance.happens(0.1) ? !one.protect : one.protect;
  if (!chance.happens(0.1)) return { ...one, protect };
  const { displayName: _, ...others } = one;
  return { ...others, protect, ...(chance.happens(0.5) && { displayName: chance.newName('Called ') }) };
}

function withSkills(
  chance: Chance,
  { skills: before, ...others }: QueueManifest,
  names: readonly string[],
  renamed: Renamed,
): QueueManifest {
  if (before && chance.happens(0.7)) {
    const skills = before.map((one) => ({ ...one, skill: renamed.get(one.skill) ?? one.skill }));
    return { ...others, skills: skills.filter(({ skill }) => names.includes(skill)) };
  }
  if (!before && chance.happens(0.4)) return others;
  const skills = chance.some(names, 0.4).map((skill) => ({ skill, level: 1 + chance.below(5) }));
  return { ...others, skills };
}

const tenantName = ({ name, displayName = name }: ObjectManifest) => displayName;

/** No two of a kind have one name in the tenant: the first of them is kept. */
function unique<One extends ObjectManifest>(manifests: readonly One[]): readonly One[] {
  const names = manifests.map(tenantName);
  return manifests.filter((_, index) => names.indexOf(names[index] ?? '') === index);
}
