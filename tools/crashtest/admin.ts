import type { Chance } from '../chance.ts';
import type { Centre } from './centre/centre.ts';
import type { ListName, Live, LiveObject, Tenant } from './tenant.ts';

/** A value that an administrator has set where Git says nothing. */
interface Kept {
  readonly list: ListName;
  readonly id: string;
  readonly member: string;
  readonly value: unknown;
  /** What the object was called when it was last seen. */
  name: string;
}

/** Somebody who works in the tenant by hand, and remembers what nobody may take from him. */
export class Admin {
  readonly #tenant: Pick<Tenant, 'edit'>;
  readonly #chance: Chance;
  readonly #kept = new Map<string, Kept>();
  #edits = 0;

  constructor(tenant: Pick<Tenant, 'edit'>, chance: Chance) {
    this.#tenant = tenant;
    this.#chance = chance;
  }

  get edits(): number {
    return this.#edits;
  }

  /** Edits something: mostly what Git leaves to him, sometimes what it does not, sometimes he makes a skill of his own. */
  async edit(centre: Centre): Promise<void> {
    const number = this.#edits + 1;
    const kind = this.#chance.between(1, 10);
    const { displayName: skill, description } = this.#chance.one(centre.skills);
    const { displayName: queue, wrapUpSeconds } = this.#chance.one(centre.queues);
    if (kind === 1) await this.#create({ name: `By hand ${number}`, description: `Made in ${number}` });
    else if (kind <= 5) {
      const change = { description: `Said by hand in ${number}` };
      await this.#change('skills', skill, change, description === undefined);
    } else
      await this.#change('queues', queue, { wrapUpTimeout: number * 1_000 }, wrapUpSeconds === undefined);
  }

  /** Values of his that are gone, in words. An object that Git has deleted takes its values with it. */
  lost(live: Live, centre: Centre): readonly string[] {
    const declared = new Set([...centre.skills, ...centre.queues].map(({ displayName }) => displayName));
    const lost: string[] = [];
    for (const [key, kept] of this.#kept) {
      const object = live[kept.list].find(({ id }) => id === kept.id);
      if (object?.name !== undefined) kept.name = object.name;
      if (object === undefined && isGits(kept.name) && !declared.has(kept.name)) this.#kept.delete(key);
      else if (object?.[kept.member] !== kept.value)
        lost.push(`${kept.name}, ${kept.member}: ${shown(object)}`);
    }
    return lost;
  }

  async #create(object: { readonly name: string; readonly description: string }): Promise<void> {
    const id = await this.#tenant.edit({ list: 'skills', create: object });
    if (id === undefined) return;
    this.#edits++;
    this.#keep({ list: 'skills', id, member: 'description', value: object.description, name: object.name });
  }

  async #change(list: ListName, name: string, change: object, isKept: boolean): Promise<void> {
    const id = await this.#tenant.edit({ list, name, change });
    if (id === undefined) return;
    this.#edits++;
    if (!isKept) return;
    for (const [member, value] of Object.entries(change)) this.#keep({ list, id, member, value, name });
  }

  #keep(kept: Kept): void {
    this.#kept.set(`${kept.list} ${kept.id} ${kept.member}`, kept);
  }
}

/** What he made himself is nobody else's to delete. */
const isGits = (name: string) => !name.startsWith('By hand');

const shown = (object: LiveObject | undefined) => (object ? JSON.stringify(object) : 'the object is gone');
