import { reasonOf } from './reason-of.ts';
import { areSettings, type Settings } from './settings.ts';
import type { State } from './state.ts';
import { StateError } from './state-error.ts';
import { isMembers, type Json, type Members, type TenantObject, type VersionedObject } from './wire.ts';

/** What a state file says: the tenant, and how it behaves. */
export interface StateContent {
  readonly state: State;
  readonly settings: Partial<Settings>;
}

const EMPTY: State = { document: {}, skills: [], queues: [], users: [], profiles: [] };

/** Reads a tenant from the content of its file; none is an empty tenant. Throws StateError, which names the path, with all that is wrong. */
export function readState(bytes: Uint8Array | undefined, path: string): StateContent {
  if (!bytes) return { state: EMPTY, settings: {} };

  const document = parsed(bytes, path);
  const routing = document.routing ?? {};
  if (!isMembers(routing)) throw new StateError(path, ['routing must be an object']);

  const problems: string[] = [];
  const settings = document.settings ?? {};
  const settingsFit = areSettings(settings, problems);
  const state = {
    document,
    skills: versionedIn(routing, 'skills', problems),
    queues: versionedIn(routing, 'queues', problems),
    users: objectsIn(routing, 'users', problems),
    profiles: versionedIn(routing, 'profiles', problems),
  };
  if (!settingsFit || problems.length > 0) throw new StateError(path, problems);
  return { state, settings };
}
function parsed(bytes: Uint8Array, path: string): Members {
  let document: unknown;
  try {
    document = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (error) {
    throw new StateError(path, [`not JSON: ${reasonOf(error)}`]);
  }
  if (!isMembers(document)) throw new StateError(path, ['must hold a JSON object']);
  return document;
}

function versionedIn(routing: Members, list: string, problems: string[]): readonly VersionedObject[] {
  return objectsIn(routing, list, problems).map((object) => versioned(object, list, problems));
}

function objectsIn(routing: Members, list: string, problems: string[]): readonly TenantObject[] {
  const elements: Json = routing[list] ?? [];
  if (!Array.isArray(elements)) {
    problems.push(`routing.${list} must be a list`);
    return [];
  }
  const seen = new Set<string>();
  return elements.flatMap((element: Json, index) => {
    const place = `routing.${list}[${index}]`;
    if (!isTenantObject(element)) {
      problems.push(`${place} must be an object with an id, a string that is not empty`);
      return [];
    }
    if (seen.has(element.id)) problems.push(`${place} repeats the id ${element.id}`);
    seen.add(element.id);
    return [element];
  });
}

function isTenantObject(value: Json): value is TenantObject {
  return isMembers(value) && typeof value.id === 'string' && value.id !== '';
}

function versioned(object: TenantObject, list: string, problems: string[]): VersionedObject {
  const version = object.version ?? 1;
  if (typeof version === 'number' && Number.isSafeInteger(version) && version >= 1) {
    return { ...object, version };
  }
  problems.push(`routing.${list}: the version of ${object.id} must be a whole number from 1`);
  return { ...object, version: 1 };
}
