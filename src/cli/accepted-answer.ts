import type { Accepted } from '../core/accepted.ts';
import { type Diagnostic, hasErrors } from '../core/diagnostic.ts';
import { acceptedText } from '../report/text/accepted.ts';
import { type Answer, refusing } from './answer.ts';
import type { Session } from './session.ts';

/** What was written into the manifests, or why nothing was. */
type AcceptResult =
  | { readonly accepted: Accepted }
  | { readonly accepted?: never; readonly diagnostics: readonly Diagnostic[] };

/** Exit 0; 1 where anything was refused. */
export function acceptedAnswer({ style, errorStyle }: Session, result: AcceptResult): Answer {
  if (!result.accepted) return refusing(result.diagnostics, errorStyle);
  const { accepted } = result;
  return {
    result: accepted,
    text: acceptedText(accepted, style),
    exitCode: hasErrors(accepted.diagnostics) ? 1 : 0,
  };
}
