import type { Centre, Overflow, Queue, Skill, Team } from './centre.ts';

/** The centre as files by their name below the folder of manifests. JSON is YAML. */
export function manifestsOf({ skills, queues, teams }: Centre): ReadonlyMap<string, string> {
  return new Map([
    ['skills.yaml', documents(skills.map(skillManifest))],
    ['queues.yaml', documents(queues.map(queueManifest))],
    ['rules.yaml', documents(queues.flatMap(ruleManifest))],
    ['people.yaml', documents([rosterManifest(teams), ...teams.map(profileManifest)])],
  ]);
}

/** What a user's e-mail is, in the Roster and in the tenant. */
export const emailOf = (agent: string): string => `${agent}@crash.example`;

const skillManifest = ({ name, formerly, displayName, description }: Skill) =>
  manifest('Skill', { name, formerly }, { displayName, description });

const queueManifest = ({ name, formerly, displayName, wrapUpSeconds, skills, overflow }: Queue) =>
  manifest(
    'Queue',
    { name, formerly },
    {
      displayName,
      channel: 'voice',
      wrapUpTimeout: wrapUpSeconds === undefined ? undefined : `${wrapUpSeconds}s`,
      skills,
      overflow: overflow && !overflow.asRule ? overflowing(overflow) : undefined,
    },
  );

const ruleManifest = ({ name, overflow }: Queue) =>
  overflow?.asRule ? [manifest('OverflowRule', { name }, { queue: name, ...overflowing(overflow) })] : [];

const overflowing = ({ minutes, target }: Overflow) => ({
  maxWaitTime: `${minutes}m`,
  action: 'routeToQueue',
  targetQueue: target,
});

const rosterManifest = (teams: readonly Team[]) => {
  const agents = teams.flatMap(({ name, agents }) =>
    agents.map((agent) => ({ name: agent, email: emailOf(agent), team: name })),
  );
  return manifest('Roster', { name: 'people' }, { agents });
};

const profileManifest = ({ name, queues }: Team) =>
  manifest('RoutingProfile', { name }, { agents: [`team:${name}`], queues });

interface Metadata {
  readonly name: string;
  readonly formerly?: string | undefined;
}

function manifest(kind: string, { name, formerly }: Metadata, spec: object): string {
  const metadata = { name, formerly: formerly === undefined ? undefined : [formerly] };
  return JSON.stringify({ apiVersion: 'cxform/v1', kind, metadata, spec });
}

const documents = (texts: readonly string[]) => texts.map((text) => `---\n${text}\n`).join('');
