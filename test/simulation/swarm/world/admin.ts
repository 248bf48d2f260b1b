import { isArray, isObject, type Json, type JsonObject } from '../../../../src/core/json.ts';
import type { PlannedAct, PlannedObject, RunPlan, Site } from '../run-plan.ts';
import { rawOf } from './raw.ts';
import { listOf, objectsNamed, type State, type StateObject } from './state.ts';
import type { Tally } from './strikes.ts';
import type { Tenant } from './tenant.ts';

/** An administrator who acts at the moments that a plan says, in ways that nobody else does: each value of theirs is theirs alone. */
export class Admin {
  readonly #open: Map<string, PlannedAct[]>;
  readonly #objects: RunPlan['objects'];
  readonly #tally: Tally;
  #values = 0;

  constructor({ acts, objects }: RunPlan, tally: Tally) {
    this.#objects = objects;
    this.#tally = tally;
    this.#open = new Map();
    for (const act of acts) {
      const key = keyOf(act.applier, act.site, act.nth, act.when);
      this.#open.set(key, [...(this.#open.get(key) ?? []), act]);
    }
  }

  /** Does what is due right before, or right after, the nth request of an applier of a sort; each act once. */
  async act(
    tenant: Tenant,
    at: {
      readonly applier: number;
      readonly site: Site;
      readonly nth: number;
      readonly when: 'before' | 'after';
    },
  ): Promise<void> {
    const key = keyOf(at.applier, at.site, at.nth, at.when);
    const acts = this.#open.get(key) ?? [];
    this.#open.delete(key);
    for (const act of acts) {
      const edits = this.#editsOf(act, tenant.state);
      if (edits.length === 0) continue;
      this.#tally.add(act.kind);
      await tenant.edit(act.kind, ...edits);
    }
  }

  /** None where there is nothing that such an act could be about. */
  #editsOf(act: PlannedAct, state: State): readonly JsonObject[] {
    const planned = this.#objects.find(({ name }) => name === act.name);
    if (!planned) return [];
    const list = listOf(planned.kind);
    const [live] = objectsNamed(state, list, planned.name);
    const context = { act, planned, live, state, mark: () => ++this.#values };
    if (act.kind === 'create-same-name')
      return [{ list, create: { ...plain(planned), musicId: `by hand ${++this.#values}` } }];
    if (act.kind === 'create-our-twin') {
      const create = planned.after && rawIn(state, planned, planned.after);
      return create ? [{ list, create: withoutNulls(create) }] : [];
    }
    if (!live) return [];
    const { id } = live;
    if (act.kind === 'delete') return [{ list, id, remove: true }];
    if (act.kind === 'rename')
      return [{ list, id, change: { name: `${live.name} renamed ${++this.#values}` } }];
    const { id: _, version: __, ...members } = live;
    if (act.kind === 'delete-and-recreate')
      return [
        { list, id, remove: true },
        { list, create: members },
      ];
    if (act.kind === 'rename-and-replace') {
      const change = { name: `${live.name} renamed ${++this.#values}` };
      return [
        { list, id, change },
        { list, create: plain(planned) },
      ];
    }
    const change = changeOf({ ...context, live });
    return change ? [{ list, id, change }] : [];
  }
}

interface Context {
  readonly act: PlannedAct;
  readonly planned: PlannedObject;
  readonly live: StateObject;
  readonly state: State;
  /** A number that was never used. */
  mark(): number;
}

function changeOf({ act, planned, live, state, mark }: Context): JsonObject | undefined {
  const declared = { ...planned.before, ...planned.after };
  const one = <T>(list: readonly T[]) => list[Math.floor(act.share * list.length)];
  const own = (field: string): JsonObject =>
    field === 'wrapUpTimeout'
      ? { wrapUpTimeout: 100_000 + 1_000 * mark() }
      : { [field]: `by hand ${mark()}` };
  const free = planned.kind === 'Skill' ? ['description'] : ['wrapUpTimeout'];
  switch (act.kind) {
    case 'touch':
    case 'keeps-saving':
      return {};
    case 'edit-unknown':
      return { musicId: `by hand ${mark()}` };
    case 'edit-managed': {
      const field = one(
        free.filter((name) => name in declared).concat(planned.kind === 'Queue' ? 'channel' : []),
      );
      return field === undefined ? undefined : own(field);
    }
    case 'edit-unmanaged': {
      const field = one(free.filter((name) => !(name in declared)));
      return field === undefined ? undefined : own(field);
    }
    case 'edit-to-ours':
      return memberOf(one, planned.after && rawIn(state, planned, planned.after));
    case 'edit-back':
      return memberOf(one, planned.before ? rawIn(state, planned, planned.before) : planned.byHand);
    case 'edit-within-overflow': {
      const now = isObject(live.overflow) ? live.overflow : undefined;
      return now && { overflow: { ...now, announcement: `by hand ${mark()}` } };
    }
    case 'edit-within-element': {
      const elements = isArray(live.skills) ? live.skills.filter(isObject) : [];
      const chosen = one(elements);
      const note = `by hand ${mark()}`;
      return (
        chosen && { skills: elements.map((element) => (element === chosen ? { ...element, note } : element)) }
      );
    }
    case 'edit-overflow': {
      const now = isObject(live.overflow) ? live.overflow : undefined;
      return now && { overflow: { ...now, maxWaitTime: 1_000_000 + 1_000 * mark() } };
    }
    default:
      return planned.kind === 'Queue' ? editOfElements(act, live, state, one) : undefined;
  }
}

function editOfElements(
  { kind, share }: PlannedAct,
  { skills }: StateObject,
  state: State,
  one: <T>(list: readonly T[]) => T | undefined,
): JsonObject | undefined {
  const elements = isArray(skills) ? skills.filter(isObject) : [];
  if (kind === 'add-element') {
    const id = one(state.skills.filter((skill) => !elements.some((element) => element.id === skill.id)))?.id;
    return id === undefined ? undefined : { skills: [...elements, { id, level: 5 }] };
  }
  const chosen = one(elements);
  if (!chosen) return undefined;
  if (kind === 'drop-element') return { skills: elements.filter((element) => element !== chosen) };
  const level = 1 + ((Number(chosen.level) + Math.floor(share * 3)) % 5);
  return { skills: elements.map((element) => (element === chosen ? { ...element, level } : element)) };
}

function memberOf(
  one: <T>(list: readonly T[]) => T | undefined,
  raw: JsonObject | undefined,
): JsonObject | undefined {
  const found = one(Object.entries(raw ?? {}).filter(([name]) => name !== 'name'));
  return found && { [found[0]]: found[1] };
}

/** By the names that things have now. */
function rawIn(state: State, { name }: PlannedObject, spec: JsonObject): JsonObject | undefined {
  return rawOf(name, spec, (kind, wanted) => objectsNamed(state, listOf(kind), wanted)[0]?.id);
}

const plain = ({ kind, name }: PlannedObject): JsonObject =>
  kind === 'Skill' ? { name } : { name, channel: 'voice', skills: [] as Json[] };

const withoutNulls = (members: JsonObject) =>
  Object.fromEntries(Object.entries(members).filter(([, value]) => value !== null));

const keyOf = (...parts: readonly (string | number)[]) => parts.join(' ');
