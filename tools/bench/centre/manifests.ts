import { Chance } from '../../chance.ts';
import {
  type Agent,
  type Centre,
  emailOf,
  type Overflow,
  type Queue,
  type Skill,
  type Team,
} from './centre.ts';

/** Texts by their path below the folder of manifests. */
export type ManifestFiles = ReadonlyMap<string, string>;

/** Documents in a file. */
const documents = { least: 50, most: 200 };

/**
 * The manifests of a centre as people write them: each kind in files of 50 to 200 documents, and the agents in a CSV file. The same seed
 * cuts the files the same way.
 */
export function manifestsOf(centre: Centre, seed: number): ManifestFiles {
  const chance = new Chance(seed);
  const rules = centre.queues.flatMap(({ name, overflow }) =>
    overflow?.asRule ? [ruleText(name, overflow)] : [],
  );
  return new Map([
    ...filesOf('skills', centre.skills.map(skillText), chance),
    ...filesOf('queues', centre.queues.map(queueText), chance),
    ...filesOf('overflow', rules, chance),
    ...filesOf('teams', centre.teams.map(teamText), chance),
    ...(centre.agents.length > 0 ? peopleFiles(centre.agents) : []),
  ]);
}

const peopleFiles = (agents: readonly Agent[]) =>
  [
    ['people.yaml', document('Roster', 'people', '\n  from: people.csv')],
    ['people.csv', ['agent,email,id,team', ...agents.map(agentLine), ''].join('\n')],
  ] as const;

function filesOf(
  folder: string,
  texts: readonly string[],
  chance: Chance,
): readonly (readonly [string, string])[] {
  const files: (readonly [string, string])[] = [];
  for (let start = 0; start < texts.length; ) {
    const end = start + chance.between(documents.least, documents.most);
    const name = String(files.length + 1).padStart(3, '0');
    files.push([`${folder}/${name}.yaml`, texts.slice(start, end).join('---\n')]);
    start = end;
  }
  return files;
}

const skillText = ({ name, displayName, description }: Skill): string =>
  document(
    'Skill',
    name,
    `\n  displayName: ${displayName}${description ? `\n  description: ${description}` : ''}`,
  );

function queueText({ name, displayName, channel, wrapUpSeconds, skills, overflow }: Queue): string {
  const asked = skills.map(({ skill, level }) => `\n    - {skill: ${skill}, level: ${level}}`);
  const inline = overflow && !overflow.asRule ? `\n  overflow: {${overflowText(overflow)}}` : '';
  return document(
    'Queue',
    name,
    `\n  displayName: ${displayName}\n  channel: ${channel}\n  wrapUpTimeout: ${duration(wrapUpSeconds)}\n  skills:${asked.join('')}${inline}`,
  );
}

const ruleText = (queue: string, overflow: Overflow): string =>
  document('OverflowRule', queue, ` {queue: ${queue}, ${overflowText(overflow)}}`);

const overflowText = ({ minutes, target }: Overflow) =>
  `maxWaitTime: ${minutes}m, action: routeToQueue, targetQueue: ${target}`;

function teamText({ name, queues }: Team): string {
  const served = queues.map((queue) => `\n    - ${queue}`);
  return document('RoutingProfile', name, `\n  agents: ["team:${name}"]\n  queues:${served.join('')}`);
}

const agentLine = (agent: Agent): string =>
  [agent.name, emailOf(agent), agent.byId ? agent.id : '', agent.team].join(',');

/** The longest unit first, as `cxform fmt` and people would have it. */
function duration(seconds: number): string {
  const [minutes, rest] = [Math.floor(seconds / 60), seconds % 60];
  return `${minutes > 0 ? `${minutes}m` : ''}${rest > 0 || minutes === 0 ? `${rest}s` : ''}`;
}

const document = (kind: string, name: string, spec: string): string =>
  `apiVersion: cxform/v1\nkind: ${kind}\nmetadata: {name: ${name}}\nspec:${spec}\n`;
