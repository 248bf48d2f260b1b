import { ApiError } from './api-error.ts';
import { type Diagnostic, error } from './diagnostic.ts';

/** A request that failed, as a diagnostic `API_…`; anything that is no ApiError is thrown on. */
export function apiDiagnostic(thrown: unknown): Diagnostic {
  if (!(thrown instanceof ApiError)) throw thrown;
  return error({
    code: `API_${thrown.code}`,
    summary: thrown.message,
    ...(thrown.hint !== undefined && { hint: thrown.hint }),
  });
}
