import type { ApiError } from '../../core/api-error.ts';
import type { Finding } from '../../core/checkup.ts';

/** What was looked at. */
export type Subject = Pick<Finding, 'check' | 'service' | 'call'>;

export const ok = (subject: Subject, found: string): Finding => ({ ...subject, status: 'ok', found });

export const skipped = (subject: Subject, why: string): Finding => ({
  ...subject,
  status: 'skipped',
  found: why,
});

export const warned = (subject: Subject, found: string, hint: string): Finding => ({
  ...subject,
  status: 'warning',
  found,
  hint,
});

export const failed = (subject: Subject, found: string, hint: string): Finding => ({
  ...subject,
  status: 'failed',
  found,
  hint,
});

/** A request that came to nothing. */
export const refused = (subject: Subject, error: ApiError): Finding =>
  failed(subject, error.message, hintOf(error));

/** What to do about a request that came to nothing, where nobody closer to it knows. */
export const hintOf = ({ hint, retryable }: ApiError): string =>
  hint ?? (retryable ? `Try again later; ${lookCloser}` : `Look closer: ${lookCloser}`);

const lookCloser = 'cxform doctor --verbose shows each request';
