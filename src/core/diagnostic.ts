import type { Address } from './address.ts';

export type Severity = 'error' | 'warning' | 'info';

/** A place in a file, relative to the Tenant's folder with `/`; line and column count from 1. */
export interface Source {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/**
 * Something expected that a person should know: returned and accumulated, never thrown (design §4).
 * Its `code` has a section in docs/diagnostics.md; scripts match on codes, people read the rest.
 */
export interface Diagnostic {
  readonly severity: Severity;
  readonly code: string;
  /** One line: what is wrong, naming the value. */
  readonly summary: string;
  /** Why it is wrong, where the summary cannot say it. */
  readonly detail?: string;
  /** What to do next. */
  readonly hint?: string;
  readonly address?: Address;
  readonly source?: Source;
}

type DiagnosticParts = Omit<Diagnostic, 'severity'>;

export const error = (parts: DiagnosticParts): Diagnostic => ({ severity: 'error', ...parts });
export const warning = (parts: DiagnosticParts): Diagnostic => ({ severity: 'warning', ...parts });
export const info = (parts: DiagnosticParts): Diagnostic => ({ severity: 'info', ...parts });

export function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some((diagnostic) => diagnostic.severity === 'error');
}

const severityRank: Record<Severity, number> = { error: 0, warning: 1, info: 2 };

/** The order in which diagnostics are shown: errors first, then by place, then by code. */
export function sortDiagnostics(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const sortKey = (d: Diagnostic) =>
    [
      severityRank[d.severity],
      d.source?.file ?? '',
      String(d.source?.line ?? 0).padStart(9, '0'),
      String(d.source?.column ?? 0).padStart(9, '0'),
      d.code,
      d.address ?? '',
      d.summary,
    ].join('\u0000');
  return diagnostics
    .map((diagnostic) => ({ diagnostic, key: sortKey(diagnostic) }))
    .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
    .map(({ diagnostic }) => diagnostic);
}
