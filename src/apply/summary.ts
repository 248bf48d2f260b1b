import type { Outcome, OutcomeKind } from '../core/outcome.ts';

/** How many changes ended in each way. */
export function summarise(outcomes: readonly Outcome[]): Record<OutcomeKind, number> {
  const count = (kind: OutcomeKind) => outcomes.filter(({ outcome }) => outcome === kind).length;
  return {
    applied: count('applied'),
    failed: count('failed'),
    blocked: count('blocked'),
    conflict: count('conflict'),
    unknown: count('unknown'),
  };
}
