import type { ApiErrorCode } from '../../core/api-error.ts';
import type { Finding } from '../../core/checkup.ts';
import type { InspectedService } from '../../core/inspection.ts';
import type { Reading } from './ask-reads.ts';
import { failed, hintOfRead, ok, type Subject, skipped } from './finding.ts';

/**
 * Whether the API answers at the base URL. Where every call is a 404, or leads nowhere, the setting is wrong and nothing absent
 * (contract §1, Generic root or wrong organisation).
 */
export function checkEndpoint(
  subject: Subject,
  { service, baseUrl }: InspectedService,
  readings: readonly Reading[],
): Finding {
  const asked = readings.filter(({ how }) => how !== 'skipped');
  if (asked.length === 0) return skipped(subject, 'no call can be asked');
  if (asked.some(isOfTheApi)) return ok(subject, `${baseUrl.place} answers`);
  const errors = asked.flatMap((reading) => (reading.how === 'refused' ? [reading.error] : []));
  const telling = errors.find(({ code }) => code !== 'NOT_FOUND');
  if (telling) return failed(subject, telling.message, hintOfRead(telling));
  const says = errors.length === asked.length ? 'answers 404 to every call' : 'answers with something else';
  return failed(
    subject,
    `${baseUrl.place} ${says}, so that it is not the API`,
    `Check spec.endpoints.${service}.baseUrl`,
  );
}

/** What no API that is there says. */
const astray: ReadonlySet<ApiErrorCode> = new Set([
  'NOT_FOUND',
  'HOST_UNKNOWN',
  'CONNECTION_FAILED',
  'CONNECTION_LOST',
  'TIMEOUT',
  'UNREADABLE',
  'REDIRECT_REFUSED',
  'CANCELLED',
]);

const isOfTheApi = (reading: Reading) =>
  reading.how === 'answered' || (reading.how === 'refused' && !astray.has(reading.error.code));
