import type { Diagnostic } from './diagnostic.ts';
import type { KindTable } from './kind-table.ts';
import type { CheckSeverity } from './tenant-spec.ts';

/** Advice that is the engine's own. */
const ownCodes = ['IGNORE_EXPIRED'];

/** The codes whose severity a Tenant's `checks` may choose. */
export function adviceCodes(kinds: KindTable): string[] {
  return [...ownCodes, ...kinds.objects.flatMap(({ advice }) => advice.map(({ code }) => code))].sort();
}

/** Advice as the Tenant takes it: left out, a warning or an error (interface §3). */
export function weighAdvice(
  checks: ReadonlyMap<string, CheckSeverity>,
  diagnostics: readonly Diagnostic[],
): Diagnostic[] {
  return diagnostics.flatMap((diagnostic) => {
    const severity = checks.get(diagnostic.code) ?? diagnostic.severity;
    return severity === 'off' ? [] : [{ ...diagnostic, severity }];
  });
}
