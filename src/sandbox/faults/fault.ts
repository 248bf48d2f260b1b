import type { Clock } from '../../core/ports.ts';
import type { Answering } from '../answering.ts';

/** What a request is, as far as faults differ by it: for a token, for a page of a list, another that reads, or one that writes. */
export type Sort = 'token' | 'list' | 'read' | 'write';

/** One way in which a tenant, or the way to it, goes wrong. */
export interface Fault {
  readonly strikes: readonly Sort[];
  /** Answers a request that it strikes; the tenant is asked only where that is part of the fault. */
  answer(request: Request, struck: Struck): Response | Promise<Response>;
  /** Answers a request that one of its answers has led to, whatever chance says; undefined for any other request. */
  follow?(request: Request, struck: Struck): Promise<Response> | undefined;
}

/** What a fault stands between. */
export interface Struck {
  readonly tenant: Answering;
  readonly clock: Clock;
}

/** All but what is asked for a token. */
export const CALLS: readonly Sort[] = ['list', 'read', 'write'];

export const EVERYTHING: readonly Sort[] = ['token', ...CALLS];
