import type { Diagnostic } from './diagnostic.ts';
import type { Service } from './ports.ts';
import type { ReadCall } from './read-call.ts';

/** A tenant to be looked at service by service, each whatever the others do: what `connect` is for work, this is for doctor. */
export interface Inspection {
  /** The services that the Tenant has, in the order of contract §1. */
  readonly services: readonly InspectedService[];
  /** Ends what is under way in CANCELLED. */
  close(): Promise<void>;
}

/** One service of a tenant. Every call is sent once, with a short deadline. */
export interface InspectedService {
  readonly service: string;
  readonly credentials: Setting;
  readonly baseUrl: Setting;
  /** Its calls that read and that nothing in cxform makes yet. */
  readonly reads: readonly ReadCall[];
  /** Absent where a setting is wrong. */
  readonly line?: ServiceLine;
}

/** Where something stands that a service needs, in words that hold no value of a variable or file; and what is wrong with it. */
export interface Setting {
  readonly place: string;
  readonly diagnostics: readonly Diagnostic[];
}

/** The way to a service. */
export interface ServiceLine {
  /** The scopes that cxform asks for, or that the client has to have been made with. */
  readonly scopes: readonly string[];
  readonly calls: Service;
  /** Gets a token; the calls use it. Throws ApiError. */
  signIn(): Promise<SignIn>;
  /** By how much this machine's clock is ahead of the tenant's, as its answers so far tell; undefined where none bore a date. */
  clockAheadMs(): number | undefined;
}

/** What a tenant granted. */
export interface SignIn {
  readonly lifeMs: number;
  /** Undefined where the tenant does not say. */
  readonly scopes: readonly string[] | undefined;
}
