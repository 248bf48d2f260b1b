import { isArray, isObject, type Json, type JsonObject } from '../../src/core/json.ts';
import { type Contents, statePath } from './contents.ts';

export type TenantObject = JsonObject & { readonly id: string; readonly name: string };

/** The tenant as its state file holds it. */
export interface TenantState {
  readonly settings?: JsonObject;
  readonly routing: { readonly skills: readonly TenantObject[]; readonly queues: readonly TenantObject[] };
}

/** What people see of a tenant: names in place of ids, no versions, sorted by name. Two objects of one name stand there twice. */
export interface TenantView {
  readonly skills: readonly JsonObject[];
  readonly queues: readonly JsonObject[];
}

export function tenantIn(contents: Contents): TenantState {
  return JSON.parse(contents[statePath] ?? '');
}

export function viewOf({ routing: { skills, queues } }: TenantState): TenantView {
  const names = new Map([...skills, ...queues].map(({ id, name }) => [id, name]));
  const view = (objects: readonly TenantObject[]) =>
    objects
      .map(({ id: _, version: __, ...members }) => withNames(members, names) as JsonObject)
      .sort((a, b) => (String(a.name) < String(b.name) ? -1 : 1));
  return { skills: view(skills), queues: view(queues) };
}

function withNames(value: Json, names: ReadonlyMap<string, string>): Json {
  if (typeof value === 'string') return names.get(value) ?? value;
  if (isArray(value)) return value.map((element) => withNames(element, names));
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, withNames(member, names)]));
}
