import type { Diagnostic } from './diagnostic.ts';

/** How a check of doctor ended. A warning fails nothing. */
export type FindingStatus = 'ok' | 'warning' | 'failed' | 'skipped';

/** One thing that doctor looked at. */
export interface Finding {
  /** What it looked at: `node`, `ledger`, `sign-in`, `call` and so on. */
  readonly check: string;
  readonly status: FindingStatus;
  /** What is there; of what was skipped, why. */
  readonly found: string;
  /** What to do about it. */
  readonly hint?: string;
  readonly service?: string;
  /** Method and path template. */
  readonly call?: string;
}

/** Whether cxform can work here and with this tenant. The checks stand in their fixed order. */
export interface Checkup {
  readonly formatVersion: 1;
  /** Absent where the Tenant could not be read. */
  readonly tenant?: string;
  readonly checks: readonly Finding[];
  readonly summary: { readonly [status in FindingStatus]: number };
  /** Of the Tenant's file. */
  readonly diagnostics: readonly Diagnostic[];
}
