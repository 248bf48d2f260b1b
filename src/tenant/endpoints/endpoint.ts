import type { Secret } from '../../core/secret.ts';

/** How one service of a tenant is reached, with nothing left open (contract §1). */
export interface ResolvedEndpoint {
  readonly service: string;
  /** An https URL (or http to this machine), without query; it may have a path. */
  readonly baseUrl: string;
  readonly tokenUrl: string;
  /** JSON bodies carry no scope: there the client's own scopes hold. */
  readonly tokenBody: 'json' | 'form';
  readonly scopes: readonly string[];
  readonly clientId: string;
  readonly clientSecret: Secret;
  /** Total deadline of one request, its whole answer included. */
  readonly timeoutMs: number;
  /** For each method and path template by itself. */
  readonly requestsPerMinute: number;
  /** `attempts` counts the first one. */
  readonly retry: { readonly attempts: number; readonly baseDelayMs: number };
}
