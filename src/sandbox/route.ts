import type { Operation } from './openapi/operation.ts';
import type { State } from './state.ts';
import type { Members } from './wire.ts';

/** What a route is told about a request. */
export interface Call {
  /** The `:id` of the path; empty where the path has none. */
  readonly id: string;
  readonly query: URLSearchParams;
  /** The JSON body of a POST, PATCH or PUT; empty otherwise. */
  readonly body: Members;
  /** A random identity that starts with `prefix`. */
  newId(prefix: string): string;
}

/** A success. No body for 204. */
export interface Answer {
  readonly status: 200 | 201 | 204;
  readonly body?: Members;
}

/** What a write makes of the tenant, and the answer it gets once that is saved. */
export interface Change {
  readonly state: State;
  readonly answer: Answer;
}

/** A call that only looks. Pure; throws Refusal. */
export interface ReadRoute {
  readonly method: 'GET';
  /** A path template, as hono writes it. */
  readonly path: string;
  /** The scope that a token needs. */
  readonly scope: string;
  /** What the OpenAPI document says of it. */
  readonly operation: Operation;
  read(state: State, call: Call): Answer;
}

/** A call that changes the tenant. Pure; throws Refusal. */
export interface WriteRoute {
  readonly method: 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  readonly path: string;
  readonly scope: string;
  readonly operation: Operation;
  change(state: State, call: Call): Change;
}

/** One call of the API. */
export type Route = ReadRoute | WriteRoute;
