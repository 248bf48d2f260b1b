import { readFile } from 'node:fs/promises';

/** An object as the tenant holds it. */
export interface LiveObject {
  readonly id: string;
  /** Profiles have none. */
  readonly name?: string;
  readonly [member: string]: unknown;
}

export type ListName = 'skills' | 'queues' | 'users' | 'profiles';

/** All that a tenant holds. */
export type Live = { readonly [list in ListName]: readonly LiveObject[] };

/** The tenant of a sandbox, seen and edited past cxform. */
export class Tenant {
  readonly #baseUrl: string;
  readonly #statePath: string;

  constructor(baseUrl: string, statePath: string) {
    this.#baseUrl = baseUrl;
    this.#statePath = statePath;
  }

  /** What it holds now: every write is in its file before it is answered. */
  async live(): Promise<Live> {
    const { routing = {} } = JSON.parse(await readFile(this.#statePath, 'utf8'));
    return { skills: [], queues: [], users: [], profiles: [], ...routing };
  }

  /** An administrator's edit; the id of the object, undefined where the tenant has none to edit. */
  async edit(edit: object): Promise<string | undefined> {
    const response = await fetch(new URL('/_sandbox/edit', this.#baseUrl), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(edit),
    });
    const { id } = (await response.json()) as { readonly id?: string };
    return response.ok ? id : undefined;
  }
}
