import type { Address } from './address.ts';
import type { ApiError } from './api-error.ts';
import type { JsonObject } from './json.ts';
import type { Service } from './ports.ts';
import type { Raw } from './raw.ts';
import type { ReadCall } from './read-call.ts';
import type { Reference } from './reference.ts';
import type { Resource } from './resource.ts';

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

/**
 * What the lists of a kind tell: every object with all its fields, every object with no more than its name, or nothing: then an object
 * is asked for by the id that its identity gives.
 */
export type Listing = 'whole' | 'summary' | 'none';

/** How the objects of a kind are listed. All calls throw ApiError. */
export interface ListWire {
  readonly service: string;
  /** Every call of the kind that reads. */
  readonly reads: readonly ReadCall[];
  /** The lists to read for what is declared and what is known as ours. */
  scopes(desired: readonly Resource[], known: readonly Address[]): readonly Scope[];
  /** Every object of a scope: an incomplete list is thrown as an error. */
  list(service: Service, scope: Scope): Promise<readonly Raw[]>;
  /** `askedFor` is the id that the object was asked for by, where it may not say so itself. Throws DecodeError. */
  identify(raw: Raw, askedFor?: string): Identified;
}

/** How one API family says a kind. All calls throw ApiError. */
export interface Wire extends ListWire {
  readonly removal: 'delete' | 'deactivate' | 'none';
  readonly listing: Listing;
  /** One object by id; undefined where the tenant has none. */
  get(service: Service, id: string): Promise<Raw | undefined>;
  /** The object in manifest shape, canonical. Throws DecodeError where a needed member is missing or of another type. */
  decode(raw: Raw, toReference: ToReference, id: string): JsonObject;
  encode(input: EncodeInput): JsonObject;
  /** `input` is what the body was encoded from. */
  create(service: Service, body: JsonObject, input: EncodeInput): Promise<Written>;
  update(service: Service, target: Target, body: JsonObject): Promise<Written>;
  remove(service: Service, target: Target): Promise<void>;
  /** How much longer than a request may take its effect may stay hidden from reads, in milliseconds; 0 where absent. */
  readonly visibilityDelayMs?: number;
  /** Who edited an object last, and when, where the tenant tells. */
  editedBy?(raw: Raw): { readonly by?: string; readonly at?: string };
  /** The tenant refused the write since the object's version was not the one sent. */
  isConflict(error: ApiError): boolean;
  /** Such a refusal itself says that the version has moved: a read that does not show it is not up to date. */
  saysMoved?(error: ApiError): boolean;
}
