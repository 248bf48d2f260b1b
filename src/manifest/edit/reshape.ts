import { isArray, isObject, type Json, type JsonObject } from '../../core/json.ts';
import type { Entry } from './entries.ts';
import { equalElements } from './matches.ts';

/** An entry that stays, with its value. */
export interface Kept {
  readonly entry: Entry;
  readonly current: Json;
  readonly wanted: Json;
}

/** Something new in a map or list. */
export interface Added {
  /** Undefined in a list. */
  readonly name?: string;
  readonly value: Json;
}

/** What is new behind an entry; without one, before the first. */
export interface Addition {
  readonly after?: Entry;
  readonly added: readonly Added[];
}

/** How the entries of a map or list change. */
export interface Reshaping {
  readonly kept: readonly Kept[];
  readonly removed: ReadonlySet<Entry>;
  readonly additions: readonly Addition[];
}

/** Finds how entries that hold `current` come to hold `wanted`; undefined where none of them would stay. */
export function reshape(
  entries: readonly Entry[],
  current: Json | undefined,
  wanted: Json,
): Reshaping | undefined {
  const reshaping = reshapeAny(entries, current, wanted);
  return reshaping?.kept.length === 0 ? undefined : reshaping;
}

function reshapeAny(entries: readonly Entry[], current: Json | undefined, wanted: Json) {
  if (isObject(current) && isObject(wanted)) return reshapeMap(entries, current, wanted);
  if (!isArray(current) || !isArray(wanted) || entries.length !== current.length) return undefined;
  return reshapeList(entries, current, wanted);
}

function reshapeMap(entries: readonly Entry[], current: JsonObject, wanted: JsonObject): Reshaping {
  const stays = ({ name = '' }: Entry) => Object.hasOwn(wanted, name);
  const kept = entries.filter(stays).map((entry) => {
    const name = entry.name ?? '';
    return { entry, current: current[name] ?? null, wanted: wanted[name] ?? null };
  });
  const added = Object.entries(wanted)
    .filter(([name]) => !Object.hasOwn(current, name))
    .map(([name, value]) => ({ name, value }));
  // The parser misreads what follows a scalar that comments separate from its key.
  const after = kept.findLast(({ entry }) => !entry.endsApart)?.entry;
  return {
    kept,
    removed: new Set(entries.filter((entry) => !stays(entry))),
    additions: added.length === 0 ? [] : [{ added, ...(after && { after }) }],
  };
}

/** Elements that are equal stay. In between, each becomes the one in its place, as far as both lists go. */
function reshapeList(
  entries: readonly Entry[],
  current: readonly Json[],
  wanted: readonly Json[],
): Reshaping {
  const kept: Kept[] = [];
  const removed = new Set<Entry>();
  const additions: Addition[] = [];
  let [from, to] = [0, 0];
  for (const [nextFrom, nextTo] of [...equalElements(current, wanted), [current.length, wanted.length]]) {
    for (const entry of entries.slice(from, nextFrom)) {
      if (to < nextTo) kept.push({ entry, current: current[from++] ?? null, wanted: wanted[to++] ?? null });
      else removed.add(entry);
    }
    const after = kept.at(-1)?.entry;
    const added = wanted.slice(to, nextTo).map((value) => ({ value }));
    if (added.length > 0) additions.push({ added, ...(after && { after }) });
    const [entry, equal] = [entries[nextFrom], wanted[nextTo]];
    if (entry && equal !== undefined) kept.push({ entry, current: equal, wanted: equal });
    [from, to] = [nextFrom + 1, nextTo + 1];
  }
  return { kept, removed, additions };
}
