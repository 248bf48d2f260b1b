import { expect } from 'vitest';
import type { JournalEntry } from '../../src/core/journal.ts';
import { isArray, type Json } from '../../src/core/json.ts';
import type { Resource } from '../../src/core/resource.ts';
import { priorOf } from '../../src/ledger/fold.ts';
import type { Contents } from './contents.ts';
import { idsOf } from './declared.ts';
import type { Expectation } from './oracle.ts';
import type { Scenario } from './scenario.ts';
import { type TenantObject, type TenantState, tenantIn, viewOf } from './tenant-state.ts';

/** Desired fields hold, nothing is there twice, what nobody declared is as it was, and nobody went on or off duty unasked. */
export function expectTenant(
  { scenario: { expected, untouched }, before, knownBefore, declared }: Expectation,
  is: TenantState,
  entries: readonly JournalEntry[],
  where: string,
): void {
  const was = tenantIn(before);
  expect(viewOf(is), where).toEqual(expected);
  expect(is.routing.users, where).toEqual(was.routing.users);

  const ours = new Set([...knownBefore.values(), ...priorOf(entries).values()].map(({ id }) => id));
  const foreign = objectsIn(was)
    .map(({ id }) => id)
    .filter((id) => untouched.includes(id) || !ours.has(id));
  expect(objectsOf(is, foreign), where).toEqual(objectsOf(was, foreign));
  expect(foreign, where).toEqual(expect.arrayContaining([...untouched]));
  expectStatuses(declared, was, is, where);
}

/** Asserts that profiles were written, changed or not, by an apply that nothing died in. */
export function expectRewritten({ rewritten = [] }: Scenario, before: Contents, after: Contents): void {
  const versions = new Map(tenantIn(before).routing.profiles.map(({ id, version }) => [id, version]));
  const written = tenantIn(after).routing.profiles.filter(({ id, version }) => versions.get(id) !== version);
  expect(written.map(({ id }) => id)).toEqual(expect.arrayContaining([...rewritten]));
}

/** A status moves only to the one that a manifest sets, and only where the rest of the profile is written for it. */
function expectStatuses(
  declared: readonly Resource[],
  was: TenantState,
  is: TenantState,
  where: string,
): void {
  const profiles = declared.filter(({ kind }) => kind === 'RoutingProfile');
  for (const after of is.routing.profiles) {
    const before = was.routing.profiles.find(({ id }) => id === after.id);
    const wanted = profiles.find((resource) => idsOf(resource, is).includes(after.id))?.spec.status;
    const moved = !before || contentOf(before) !== contentOf(after);
    const status = moved && wanted !== undefined ? wanted : before?.status;
    expect(after.status, `${where}: the status of ${after.id}`).toEqual(status);
  }
}

/** What of a profile manifests declare and plans compare. */
function contentOf({ routingProfileId, queueIds }: TenantObject): string {
  return JSON.stringify([routingProfileId ?? null, asSet(queueIds)]);
}

const asSet = (list: Json | undefined) => (isArray(list) ? list.map(String).sort() : []);

const objectsIn = ({ routing: { skills, queues, profiles } }: TenantState): readonly TenantObject[] => [
  ...skills,
  ...queues,
  ...profiles,
];

const objectsOf = (tenant: TenantState, ids: readonly string[]) =>
  objectsIn(tenant).filter(({ id }) => ids.includes(id));
