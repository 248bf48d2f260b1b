import type { Address } from './address.ts';
import type { ApiError } from './api-error.ts';
import type { Diagnostic } from './diagnostic.ts';
import type { FieldModel } from './field-model.ts';
import type { JsonObject } from './json.ts';
import type { Service } from './ports.ts';
import type { Raw } from './raw.ts';
import type { Reference } from './reference.ts';
import type { Resource } from './resource.ts';

/**
 * A kind whose manifests are objects in the tenant. A kind is a plain object of named parts: the model half says what a
 * manifest means, the wire half how one API says it (design §2). The engine never asks for a kind by name.
 */
export interface ObjectKind {
  /** `Queue`: the word after `kind:` in a manifest. */
  readonly kind: string;
  /** One sentence for schemas and help. */
  readonly description: string;
  /** JSON Schema (draft 2020-12) of `spec`, with descriptions and examples. */
  readonly schema: JsonObject;
  readonly fields: FieldModel;
  /** What cannot be right or is unwise, found without the tenant. Runs over all resources of the kind at once. */
  readonly checks: readonly Check[];
  readonly wire: Wire;
}

/**
 * A resource may come from a manifest that has other errors: a check reads what has the right shape and passes over the rest.
 */
export type Check = (resources: readonly Resource[]) => readonly Diagnostic[];

/** One list call of a kind; most kinds have one, a kind that lists by group has one a group. */
export interface Scope {
  readonly key: string;
}

export interface Identified {
  readonly id: string;
  readonly name?: string;
  readonly version?: string | number;
}

/** Turns an id in the tenant into a reference that a manifest could hold. */
export type ToReference = (kind: string, id: string) => Reference;

/** Turns a reference into the id that the tenant knows; every target exists by the time it is asked. */
export type ToId = (kind: string, reference: Reference) => string;

export interface EncodeInput {
  /** Live ⊕ desired: what the object shall be, unmanaged fields as they are. */
  readonly spec: JsonObject;
  /** The object as read; undefined where it is created. Its unknown members go back as they came. */
  readonly raw: Raw | undefined;
  /** Top-level spec fields that change; for a create all that the spec holds. */
  readonly changed: ReadonlySet<string>;
  readonly toId: ToId;
}

export interface Target {
  readonly id: string;
  readonly version?: string | number;
}

/** What a write answered. */
export interface Written {
  readonly id: string;
  readonly version?: string | number;
}

/** How one API family says a kind. All calls throw ApiError. */
export interface Wire {
  readonly service: string;
  readonly removal: 'delete' | 'deactivate' | 'none';
  /** The list holds every object, with all its fields. */
  readonly listIsWhole: boolean;
  /** The lists to read for what is declared and what is known as ours. */
  scopes(desired: readonly Resource[], known: readonly Address[]): readonly Scope[];
  list(service: Service, scope: Scope): Promise<readonly Raw[]>;
  /** One object by id; undefined where the tenant has none. */
  get(service: Service, id: string): Promise<Raw | undefined>;
  identify(raw: Raw): Identified;
  /** The object in manifest shape, canonical. Throws DecodeError where a needed member is missing or of another type. */
  decode(raw: Raw, toReference: ToReference): JsonObject;
  encode(input: EncodeInput): JsonObject;
  create(service: Service, body: JsonObject): Promise<Written>;
  update(service: Service, target: Target, body: JsonObject): Promise<Written>;
  remove(service: Service, target: Target): Promise<void>;
  /** The tenant refused the write since the object's version was not the one sent. */
  isConflict(error: ApiError): boolean;
}
