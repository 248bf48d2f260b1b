import type { Diagnostic } from './diagnostic.ts';
import type { Outcome, OutcomeKind } from './outcome.ts';

/** What an apply did, as one value (interface §5). Outcomes are sorted by address. */
export interface ApplyReport {
  readonly formatVersion: 1;
  readonly tenant: string;
  readonly run: string;
  /** Digest of the plan. */
  readonly plan: string;
  readonly outcomes: readonly Outcome[];
  readonly summary: Readonly<Record<OutcomeKind, number>>;
  readonly diagnostics: readonly Diagnostic[];
}
