import type { Operation } from '../openapi/operation.ts';
import type { Members } from '../wire.ts';

/** A call that no tenant has: for whoever tries things out. It needs no token, and is not in the log. */
export interface ControlRoute {
  readonly method: 'GET' | 'POST';
  /** Below `/_sandbox/`. */
  readonly path: string;
  readonly operation: Operation;
  /** Throws Refusal. */
  answer(call: ControlCall): Members | Promise<Members>;
}

/** What a control route is told about a request. */
export interface ControlCall {
  readonly query: URLSearchParams;
  /** The JSON body of a POST; empty otherwise. */
  readonly body: Members;
}
