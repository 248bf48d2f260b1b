import type { RefusalStatus } from '../refusal.ts';
import type { RefusalCode } from './refusal-codes.ts';
import type { NamedSchema, Schema } from './schema.ts';

/** What the document says of one call. What follows from its path, scope and body is derived (`common-refusals.ts`). */
export interface Operation {
  /** A verb and what it is done to, in camel case; unique in the document. */
  readonly operationId: string;
  /** What the call does, in a few words. */
  readonly summary: string;
  /** Absent where the contract has no such call. */
  readonly contract?: ContractPlace;
  /** What else is to be known, in whole sentences. */
  readonly note?: string;
  readonly query?: { readonly [name: string]: QueryParameter };
  readonly body?: NamedSchema;
  readonly answers: { readonly [status in AnswerStatus]?: AnswerDescription };
  /** The codes of its own refusals. */
  readonly refusals?: RefusalCodes;
}

/** Where the contract speaks of a call, and whether a document of the tenant does so as well. */
export interface ContractPlace {
  readonly section: '§1' | '§2';
  readonly basis: 'documented' | 'assumed';
}

/** A parameter of the query string. */
export interface QueryParameter {
  readonly description: string;
  readonly required?: true;
  readonly schema: Schema;
}

/** A success of a call; without a schema its body is empty. */
export interface AnswerDescription {
  readonly description: string;
  readonly schema?: NamedSchema;
}

/** The codes with which a call is refused, by status. */
export type RefusalCodes = { readonly [status in RefusalStatus]?: readonly RefusalCode[] };

/** A call as the document describes it: a Route, or one that needs no token. */
export interface DescribedCall {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  /** A path template, as hono writes it. */
  readonly path: string;
  readonly scope?: string;
  readonly operation: Operation;
}

type AnswerStatus = 200 | 201 | 204;
