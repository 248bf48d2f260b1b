import { type Diagnostic, sortDiagnostics } from '../core/diagnostic.ts';
import { diagnosticsText } from '../report/text/diagnostics.ts';
import type { Style } from '../report/text/style.ts';

/** What a command has to say, about one Tenant where it is about any. The session prints it. */
export interface Answer {
  /** For `--format json`. */
  readonly result: object;
  /** For people, on standard output or in the output file; absent where there is no result. */
  readonly text?: string;
  /** For people who read `text`, on standard error: what must not mix with it. */
  readonly aside?: string;
  /** For people, on standard error beside any format: why there is no result. */
  readonly refusal?: string;
  readonly exitCode: number;
}

/** The answer that there is no result, and why (interface §4); `style` is that of standard error. */
export function refusing(diagnostics: readonly Diagnostic[], style: Style): Answer {
  const sorted = sortDiagnostics(diagnostics);
  return {
    result: { formatVersion: 1, diagnostics: sorted },
    refusal: diagnosticsText(sorted, style),
    exitCode: 1,
  };
}
