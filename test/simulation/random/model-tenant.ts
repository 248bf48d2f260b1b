import { canonicalJson } from '../../../src/core/fingerprint.ts';
import { isArray, isObject, type Json, type JsonObject } from '../../../src/core/json.ts';
import type { NamedObject, TenantObject, TenantState } from '../tenant-state.ts';

type List = 'skills' | 'queues' | 'profiles';

/** The objects of a tenant while an apply is modelled. */
export class ModelTenant {
  readonly #before: TenantState;
  readonly #objects: Record<List, Map<string, JsonObject>>;

  constructor(before: TenantState) {
    const byId = (objects: readonly TenantObject[]) => new Map(objects.map((object) => [object.id, object]));
    const { skills, queues, profiles } = before.routing;
    this.#before = before;
    this.#objects = { skills: byId(skills), queues: byId(queues), profiles: byId(profiles) };
  }

  get(list: List, id: string): JsonObject | undefined {
    return this.#objects[list].get(id);
  }

  /** The ids of a list's objects of that name. */
  named(list: List, name: string): readonly string[] {
    return [...this.#objects[list]].filter(([, object]) => object.name === name).map(([id]) => id);
  }

  /** Makes an object or changes it: undefined leaves a member, null clears it. */
  set(list: List, id: string, members: { readonly [name: string]: Json | undefined }): void {
    const fallen = list === 'queues' ? ((this.#before.settings?.clearedQueue ?? {}) as JsonObject) : {};
    const object = new Map(Object.entries(this.get(list, id) ?? { ...fallen, id }));
    for (const [name, value] of Object.entries(members)) {
      const shown = value === null ? fallen[name] : value;
      if (shown !== undefined) object.set(name, shown);
      else if (value === null) object.delete(name);
    }
    this.#objects[list].set(id, Object.fromEntries(object));
  }

  /** Whether a queue that was there before looks otherwise now. */
  hasChanged(queueId: string): boolean {
    const before = this.#before.routing.queues.find(({ id }) => id === queueId);
    const now = this.get('queues', queueId);
    return before !== undefined && now !== undefined && looks(before) !== looks(now);
  }

  remove(id: string): void {
    for (const objects of Object.values(this.#objects)) objects.delete(id);
  }

  /** Whether everything that is referred to is there. */
  isSound(): boolean {
    const { skills, queues, profiles } = this.#objects;
    const skillsNeeded = [...queues.values()].flatMap((queue) =>
      listIn(queue.skills).map((element) => (isObject(element) ? element.id : element)),
    );
    const queuesNeeded = [
      ...[...profiles.values()].flatMap((profile) => listIn(profile.queueIds)),
      ...[...queues.values()].flatMap(({ overflow }) =>
        isObject(overflow) && overflow.targetQueueId !== undefined ? [overflow.targetQueueId] : [],
      ),
    ];
    return (
      skillsNeeded.every((id) => skills.has(String(id))) && queuesNeeded.every((id) => queues.has(String(id)))
    );
  }

  state(): TenantState {
    const listOf = <One extends TenantObject>(list: List) =>
      [...this.#objects[list].values()] as unknown as One[];
    return {
      ...this.#before,
      routing: {
        ...this.#before.routing,
        skills: listOf<NamedObject>('skills'),
        queues: listOf<NamedObject>('queues'),
        profiles: listOf<TenantObject>('profiles'),
      },
    };
  }
}

const looks = (queue: JsonObject) =>
  canonicalJson({ ...queue, skills: listIn(queue.skills).map(canonicalJson).sort() });

const listIn = (value: Json | undefined) => (isArray(value) ? value : []);
