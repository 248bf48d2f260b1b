import type { Address } from '../../../../src/core/address.ts';
import type { JournalEntry } from '../../../../src/core/journal.ts';
import { isArray, isObject, type Json, type JsonObject } from '../../../../src/core/json.ts';
import type { Outcome } from '../../../../src/core/outcome.ts';
import { priorOf } from '../../../../src/ledger/fold.ts';
import type { PlannedObject } from '../run-plan.ts';
import type { ApplierRecord, RunRecord } from '../run-record.ts';
import type { StateObject } from '../world/state.ts';
import type { Exchange, Message } from '../world/tenant.ts';

/** The leaves of an object or of a spec: values by path, references as addresses where they are known, lists by their elements. */
export type Leaves = ReadonlyMap<string, Json>;

/** What several oracles need to know of a run. */
export class Judgement {
  readonly record: RunRecord;
  /** Entries with the journal's length once they were durable, in bytes. */
  readonly written: readonly { readonly entry: JournalEntry; readonly bytes: number }[];
  /** The process of each run. */
  readonly pids: ReadonlyMap<string, number>;
  readonly #addresses: ReadonlyMap<string, Address>;

  constructor(record: RunRecord) {
    this.record = record;
    const encoder = new TextEncoder();
    let bytes = 0;
    const lines = record.journal.split('\n');
    this.written = record.entries.map((entry, index) => {
      bytes += encoder.encode(lines[index] ?? '').length + 1;
      return { entry, bytes };
    });
    this.pids = new Map(
      record.entries.flatMap((entry) =>
        entry.type === 'run-started' && entry.holder ? [[entry.run, entry.holder.pid] as const] : [],
      ),
    );
    this.#addresses = new Map(
      record.entries.flatMap((entry) =>
        'id' in entry && entry.id !== undefined && 'address' in entry
          ? [[entry.id, entry.address] as const]
          : [],
      ),
    );
  }

  /** What the ledger knows in the end. */
  get priors() {
    return priorOf(this.record.entries);
  }

  /** The address that an id ever had in the journal; undefined where it has none. */
  addressOf(id: string): Address | undefined {
    return this.#addresses.get(id);
  }

  /** Whose a write is: by the name that it sends for a create, else by its id. */
  addressOfWrite({ method, path, body }: Message): Address | undefined {
    const { list, id } = targetOf(path);
    if (method !== 'POST') return this.addressOf(id);
    return `${list === 'skills' ? 'Skill' : 'Queue'}/${JSON.parse(body ?? '{}').name}` as Address;
  }

  /** The entries that were durable when a message went out. */
  entriesBefore({ journalBytes }: Message): readonly JournalEntry[] {
    return this.written.filter(({ bytes }) => bytes <= journalBytes).map(({ entry }) => entry);
  }

  applierOf({ message }: Exchange): ApplierRecord | undefined {
    return this.record.appliers.find(({ applier }) => applier === message.applier);
  }

  /** Writes that made another state of the tenant. */
  get commits(): readonly Exchange[] {
    return this.record.exchanges.filter(({ before, after }) => before !== after);
  }

  leavesOf({ id: _, version: __, ...members }: StateObject): Leaves {
    return this.#leaves(members, (value) => this.addressOf(String(value)) ?? value);
  }

  /** With ids as they are: what referred to one object before may refer to another one of the same address now. */
  rawLeavesOf({ id: _, version: __, ...members }: StateObject): Leaves {
    return this.#leaves(members, (value) => value);
  }

  /** Of a spec as Git declares it; null is a leaf that must not be there. */
  desiredLeaves({ name }: PlannedObject, spec: JsonObject): Leaves {
    const members: Record<string, Json> = { name, ...spec };
    if (typeof spec.wrapUpTimeout === 'string')
      members.wrapUpTimeout = Number.parseInt(spec.wrapUpTimeout, 10) * 1_000;
    if (isArray(spec.skills)) {
      members.skills = spec.skills
        .filter(isObject)
        .map(({ skill, level }) => ({ id: `Skill/${skill}`, level: level ?? null }));
    }
    if (isObject(spec.overflow)) {
      const { targetQueue, maxWaitTime, ...others } = spec.overflow;
      members.overflow = {
        ...others,
        maxWaitTime: Number.parseInt(String(maxWaitTime), 10) * 1_000,
        ...(targetQueue !== undefined && { targetQueueId: `Queue/${targetQueue}` }),
      };
    }
    return this.#leaves(members, (value) => value);
  }

  #leaves(members: JsonObject, named: (id: Json) => Json): Leaves {
    const leaves = new Map<string, Json>();
    for (const [name, value] of Object.entries(members)) {
      if (name === 'skills' && isArray(value)) {
        for (const { id = null, level = null, ...others } of value.filter(isObject)) {
          leaves.set(`skills/${named(id)}`, level);
          for (const [key, part] of Object.entries(others)) leaves.set(`${key} of skills/${named(id)}`, part);
        }
      } else if (name === 'overflow' && isObject(value)) {
        for (const [key, part] of Object.entries(value)) {
          leaves.set(`overflow/${key}`, key === 'targetQueueId' ? named(part) : part);
        }
      } else if (value !== null) {
        leaves.set(name, value);
      }
    }
    return leaves;
  }
}

/** What an API path of the tenant is about. */
export function targetOf(path: string): { readonly list: string; readonly id: string } {
  const [, list = '', id = ''] = /\/routing\/(skills|queues)(?:\/([^/?]+))?/.exec(path) ?? [];
  return { list, id: decodeURIComponent(id) };
}

/** What a process told of its changes; none where it did not come to that. */
export const outcomesOf = ({ ended }: ApplierRecord) =>
  (ended?.answer.outcomes ?? []) as unknown as readonly Outcome[];

export interface Said {
  readonly severity: string;
  readonly code: string;
  readonly address?: Address;
}

/** The errors that a process ended with. */
export const errorsOf = ({ ended }: ApplierRecord) =>
  ((ended?.answer.diagnostics ?? []) as unknown as readonly Said[]).filter(
    ({ severity }) => severity === 'error',
  );

/** Whether a spec declares a leaf: a list whole, of an overflow the members that it names, or all where it is cleared. */
export function isManaged(leaf: string, spec: JsonObject): boolean {
  const [member = '', part] = leaf.split('/');
  if (member === 'name') return true;
  if (!Object.hasOwn(spec, member)) return false;
  if (member !== 'overflow' || !isObject(spec.overflow)) return true;
  return part === 'targetQueueId'
    ? 'targetQueue' in spec.overflow
    : part !== undefined && part in spec.overflow;
}

export const addressOfPlanned = ({ kind, name }: PlannedObject) => `${kind}/${name}` as Address;
