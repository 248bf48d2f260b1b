import { type Reason, Refusal } from '../refusal.ts';
import type { TenantList } from '../state.ts';
import { isMembers, type Json, type Members } from '../wire.ts';

/** What an administrator does to one object. */
export type Edit =
  | { readonly list: TenantList; readonly target: Target; readonly change: Members }
  | { readonly list: TenantList; readonly target: Target; readonly remove: true }
  | { readonly list: TenantList; readonly create: Members };

/** The object of that id, or the only one of that name. */
export type Target = { readonly id: string } | { readonly name: string };

const LISTS: readonly TenantList[] = ['skills', 'queues', 'users', 'profiles'];

/** Reads the body of an edit. Throws Refusal 400 with all that is wrong. */
export function readEdit(body: Members): Edit {
  const { list, id, name, change, create, remove, ...others } = body;
  const reasons: Reason[] = Object.keys(others).map((member) => invalid(`${member} is no member of an edit`));
  const check = (isRight: boolean, message: string) => {
    if (!isRight) reasons.push(invalid(message));
  };
  check(isList(list), `list must be one of ${LISTS.join(', ')}`);
  check(countOf(change, create, remove) === 1, 'an edit has one of change, create and remove');
  check(change === undefined || isMembers(change), 'change must be an object');
  check(create === undefined || isMembers(create), 'create must be an object');
  check(remove === undefined || remove === true, 'remove must be true');
  if (create === undefined) {
    check(countOf(id, name) === 1, 'an edit of an object has either its id or its name');
    check(isText(id ?? name), 'id and name must be strings that are not empty');
  } else {
    check(countOf(id, name) === 0, 'what is created has its id and its name inside create');
  }

  const target = isText(id) ? { id } : isText(name) ? { name } : undefined;
  if (reasons.length === 0 && isList(list)) {
    if (isMembers(create)) return { list, create };
    if (target && isMembers(change)) return { list, target, change };
    if (target) return { list, target, remove: true };
  }
  throw new Refusal(400, reasons);
}

function countOf(...values: readonly (Json | undefined)[]): number {
  return values.filter((value) => value !== undefined).length;
}

function isList(value: Json | undefined): value is TenantList {
  return LISTS.some((list) => list === value);
}

function isText(value: Json | undefined): value is string {
  return typeof value === 'string' && value !== '';
}

function invalid(message: string): Reason {
  return { code: 'invalid_value', message };
}
