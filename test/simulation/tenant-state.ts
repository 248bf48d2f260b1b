import { byCodeUnit } from '../../src/core/address.ts';
import { isArray, isObject, type Json, type JsonObject } from '../../src/core/json.ts';
import { type Contents, statePath } from './contents.ts';

export type TenantObject = JsonObject & { readonly id: string };
export type NamedObject = TenantObject & { readonly name: string };

/** The tenant as its state file holds it. */
export interface TenantState {
  readonly settings?: JsonObject;
  readonly routing: {
    readonly skills: readonly NamedObject[];
    readonly queues: readonly NamedObject[];
    readonly users: readonly NamedObject[];
    /** Each under the id of its user. */
    readonly profiles: readonly TenantObject[];
  };
}

/**
 * What people see of a tenant: names in place of ids, no versions, all that has no order sorted. Two objects of one name stand there
 * twice. A profile is its agent's, who is known by e-mail or else by id.
 */
export interface TenantView {
  readonly skills: readonly JsonObject[];
  readonly queues: readonly JsonObject[];
  readonly profiles: readonly JsonObject[];
}

export function tenantIn(contents: Contents): TenantState {
  return JSON.parse(contents[statePath] ?? '');
}

export function viewOf({ routing: { skills, queues, users, profiles } }: TenantState): TenantView {
  const names = new Map([...skills, ...queues].map(({ id, name }) => [id, name]));
  const agents = new Map(users.map(({ id, email }) => [id, email ?? id]));
  const view = ({ id: _, version: __, ...members }: TenantObject) => withNames(members, names) as JsonObject;
  return {
    skills: sorted(skills.map(view), 'name'),
    queues: sorted(queues.map(view), 'name'),
    profiles: sorted(
      profiles.map((profile) => ({ agent: agents.get(profile.id) ?? null, ...view(profile) })),
      'agent',
    ),
  };
}

function sorted(objects: readonly JsonObject[], by: string): readonly JsonObject[] {
  return [...objects].sort((a, b) => byCodeUnit(String(a[by]), String(b[by])));
}

/** No list of this tenant has an order that means anything. */
function withNames(value: Json, names: ReadonlyMap<string, string>): Json {
  if (typeof value === 'string') return names.get(value) ?? value;
  if (isArray(value)) {
    return value
      .map((element) => withNames(element, names))
      .sort((a, b) => byCodeUnit(JSON.stringify(a), JSON.stringify(b)));
  }
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, withNames(member, names)]));
}
