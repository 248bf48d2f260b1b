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

/** The same of a call that reads: doctor gives it less time than a run does, so that no setting of the Tenant would change anything. */
export const hintOfRead = (error: ApiError): string =>
  error.code === 'TIMEOUT' && error.status === undefined ? waitsNoLonger : hintOf(error);

const waitsNoLonger =
  'Doctor waits no longer, and asks once. Run cxform plan, which has the time that the Tenant gives it, or try again later';

const lookCloser = 'cxform doctor --verbose shows each request';
