import { type Centre, emailOf, type Queue } from './centre.ts';

/** The state file of a sandbox tenant that has all that the centre declares, as it declares it. */
export function stateOf(centre: Centre): string {
  const { agents, others, teams } = centre;
  const skillIds = idsByName(centre.skills);
  const queueIds = idsByName(centre.queues);
  const served = new Map(
    teams.map(({ name, queues }) => [name, queues.map((queue) => idOf(queueIds, queue))]),
  );
  const skills = centre.skills.map(({ id, displayName, description }) => ({
    id,
    name: displayName,
    ...(description !== undefined && { description }),
    version: 1,
  }));
  const queues = centre.queues.map((queue) => queueState(queue, skillIds, queueIds));
  const users = [...agents, ...others].map((user) => ({
    id: user.id,
    name: user.name,
    email: emailOf(user),
    active: true,
  }));
  const profiles = agents.map(({ id, team }) => ({
    id,
    routingProfileId: `${id}/routing-profiles/default`,
    status: 'available',
    queueIds: served.get(team) ?? [],
    version: 1,
  }));
  return JSON.stringify({ routing: { skills, queues, users, profiles } });
}

function queueState(
  { id, displayName, channel, wrapUpSeconds, skills, overflow }: Queue,
  skillIds: ReadonlyMap<string, string>,
  queueIds: ReadonlyMap<string, string>,
): object {
  return {
    id,
    name: displayName,
    channel,
    wrapUpTimeout: wrapUpSeconds * 1000,
    skills: skills.map(({ skill, level }) => ({ id: idOf(skillIds, skill), level })),
    ...(overflow && {
      overflow: {
        maxWaitTime: overflow.minutes * 60_000,
        action: 'routeToQueue',
        targetQueueId: idOf(queueIds, overflow.target),
      },
    }),
    version: 1,
  };
}

const idsByName = (objects: readonly { readonly id: string; readonly name: string }[]) =>
  new Map(objects.map(({ id, name }) => [name, id]));

function idOf(ids: ReadonlyMap<string, string>, name: string): string {
  const id = ids.get(name);
  if (id === undefined) throw new Error(`nothing in the centre is called ${name}`);
  return id;
}
