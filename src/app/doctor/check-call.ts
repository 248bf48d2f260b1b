import type { ApiError } from '../../core/api-error.ts';
import type { Finding } from '../../core/checkup.ts';
import type { Reading } from './ask-reads.ts';
import { failed, hintOf, hintOfRead, ok, type Subject, skipped, warned } from './finding.ts';
import type { KnownRead } from './reads-of.ts';

export const callSubject = (service: string, { path }: KnownRead): Subject => ({
  check: 'call',
  service,
  call: `GET ${path}`,
});

/** Whether the tenant has a call, lets this client make it, and answers as the contract says. */
export function checkCall(service: string, reading: Reading): Finding {
  const { read } = reading;
  const subject = callSubject(service, read);
  if (reading.how === 'skipped') return skipped(subject, reading.why);
  if (reading.how === 'answered') return ok(subject, 'there');
  if (reading.how === 'unlike') return failed(subject, reading.says, otherwise(read));
  return checkRefusal(subject, read, reading.error);
}

function checkRefusal(subject: Subject, read: KnownRead, error: ApiError): Finding {
  const { status, code } = error;
  if (read.noneYet && code === 'NOT_FOUND') return ok(subject, 'there; the one asked for has none yet');
  if (status !== undefined && absences.has(status)) {
    const found = `answers ${status}: this tenant has no such call`;
    // What nobody makes yet stops nobody.
    return read.used ? failed(subject, found, otherwise(read)) : warned(subject, found, otherwise(read));
  }
  if (code === 'BAD_REQUEST') return failed(subject, error.message, otherwise(read));
  if (code !== 'FORBIDDEN' || read.scope === undefined) {
    return failed(subject, error.message, hintOfRead(error));
  }
  return failed(subject, error.message, `It needs the scope ${read.scope}. ${hintOf(error)}`);
}

/** Not found, method not allowed, gone, not implemented. */
const absences: ReadonlySet<number> = new Set([404, 405, 410, 501]);

function otherwise({ without, basis }: KnownRead): string {
  const next =
    basis === 'documented'
      ? 'A document describes it: ask the vendor whether this tenant is licensed for it'
      : 'No document describes it: report what this tenant has in its stead';
  return `Without it ${without}. ${next}`;
}
