import type { Admin } from './admin.ts';
import type { Centre } from './centre/centre.ts';
import type { Ended } from './command.ts';
import type { Live, LiveObject } from './tenant.ts';
import { Violation } from './violation.ts';

/** What must hold of a tenant once an apply was let finish. Throws Violation, with all that does not. */
export function assureTenant(live: Live, centre: Centre, admin: Admin): void {
  const wrong = [
    ...duplicates(live).map((name) => `two objects are called ${name}`),
    ...admin.lost(live, centre).map((what) => `an edit by hand is lost: ${what}`),
    ...differences(live, centre),
  ];
  if (wrong.length > 0) throw new Violation(wrong.join('\n'));
}

/** Throws Violation where the ledger does not hold together. */
export function assureLedger({ code, stdout, stderr }: Ended): void {
  if (code !== 0) throw new Violation(`ledger verify ended with ${code}\n${stdout}\n${stderr}`);
}

/** Throws Violation where a plan has anything left to do or to wait for. */
export function assureNothingLeft({ code, stdout, stderr }: Ended): void {
  const { changes, orphaned, diagnostics = [] } = JSON.parse(stdout);
  const isSettled = !diagnostics.some((diagnostic: { code: string }) => diagnostic.code === 'UNSETTLED');
  if (code === 0 && changes?.length === 0 && orphaned?.length === 0 && isSettled) return;
  throw new Violation(`a plan after the apply ended with ${code}\n${stdout}\n${stderr}`);
}

function duplicates({ skills, queues }: Live): readonly string[] {
  return [skills, queues].flatMap((list) => {
    const names = list.map(({ name }) => name ?? '');
    return names.filter((name, index) => names.indexOf(name) !== index);
  });
}

/** Where the tenant is not what Git says, by a reading of its own. What is made by hand is nobody else's concern. */
function differences(live: Live, centre: Centre): readonly string[] {
  const skillNames = namesOf(live.skills);
  const queueNames = namesOf(live.queues);
  const found = [
    ...live.skills
      .filter(({ name }) => !name?.startsWith('By hand'))
      .map(({ name, description }) => {
        const declared = centre.skills.find(({ displayName }) => displayName === name);
        return [name, declared && declared.description === undefined ? undefined : description];
      }),
    ...live.queues.map((queue) => {
      const declared = centre.queues.find(({ displayName }) => displayName === queue.name);
      return queueShown(queue, declared?.wrapUpSeconds !== undefined, skillNames, queueNames);
    }),
    ...live.profiles.map(({ id, queueIds }) => {
      const user = live.users.find((one) => one.id === id);
      return [user?.name, (queueIds as readonly string[]).map((queue) => queueNames.get(queue)).sort()];
    }),
  ];
  return missingOrMore(expectedOf(centre), found);
}

function expectedOf({ skills, queues, teams }: Centre): readonly unknown[] {
  const skillName = new Map(skills.map(({ name, displayName }) => [name, displayName]));
  const queueName = new Map(queues.map(({ name, displayName }) => [name, displayName]));
  return [
    ...skills.map(({ displayName, description }) => [displayName, description]),
    ...queues.map(({ displayName, wrapUpSeconds, skills: asked, overflow }) => [
      displayName,
      wrapUpSeconds === undefined ? undefined : wrapUpSeconds * 1_000,
      asked.map(({ skill, level }) => `${skillName.get(skill)} ${level}`).sort(),
      overflow && [overflow.minutes * 60_000, queueName.get(overflow.target)],
    ]),
    ...teams.flatMap(({ agents, queues: served }) =>
      agents.map((agent) => [agent, served.map((queue) => queueName.get(queue)).sort()]),
    ),
  ];
}

interface LiveOverflow {
  readonly maxWaitTime: number;
  readonly targetQueueId: string;
}

function queueShown(
  { name, wrapUpTimeout, skills, overflow }: LiveObject,
  hasWrapUp: boolean,
  skillNames: ReadonlyMap<string, string>,
  queueNames: ReadonlyMap<string, string>,
): unknown {
  const asked = (skills ?? []) as readonly { readonly id: string; readonly level: number }[];
  const over = (overflow ?? undefined) as LiveOverflow | undefined;
  return [
    name,
    hasWrapUp ? wrapUpTimeout : undefined,
    asked.map(({ id, level }) => `${skillNames.get(id)} ${level}`).sort(),
    over && [over.maxWaitTime, queueNames.get(over.targetQueueId)],
  ];
}

const namesOf = (objects: readonly LiveObject[]): ReadonlyMap<string, string> =>
  new Map(objects.map(({ id, name }) => [id, name ?? id]));

function missingOrMore(expected: readonly unknown[], found: readonly unknown[]): readonly string[] {
  const [wanted, there] = [expected, found].map((list) => list.map((one) => JSON.stringify(one)));
  const missing = wanted?.filter((one) => !there?.includes(one)) ?? [];
  const more = there?.filter((one) => !wanted?.includes(one)) ?? [];
  return [...missing.map((one) => `not in the tenant: ${one}`), ...more.map((one) => `not in Git: ${one}`)];
}
