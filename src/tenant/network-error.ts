import type { ApiError } from '../core/api-error.ts';
import { type Asked, failure } from './failure.ts';
import { wrongHostHint } from './hints.ts';

/**
 * The ApiError of a `TypeError` that fetch threw, by its cause's code. A write is known to be without effect only where
 * no connection came about (contract §1).
 */
export function networkError(asked: Asked, thrown: TypeError): ApiError {
  const cause = causeOf(thrown);
  const code = cause.code ?? 'no reason given';
  if (code === 'ENOTFOUND') {
    const says = `was not sent: there is no host ${asked.url.hostname}`;
    return failure(asked, { code: 'HOST_UNKNOWN', says, hint: wrongHostHint(asked) });
  }
  if (isCertificateFault(code)) {
    const says = `was not sent: the certificate of ${asked.url.host} is not trusted (${code})`;
    return failure(asked, { code: 'CONNECTION_FAILED', says, retryable: false });
  }
  if (cause.isBeforeSending) {
    const says = `was not sent: no connection to ${asked.url.host} (${code})`;
    return failure(asked, { code: 'CONNECTION_FAILED', says });
  }
  const says = `lost its connection to ${asked.url.host} (${code})`;
  return failure(asked, { code: 'CONNECTION_LOST', says, mayHaveTakenEffect: asked.purpose === 'write' });
}

interface Cause {
  readonly code: string | undefined;
  readonly isBeforeSending: boolean;
}

/** A host with several addresses fails with an AggregateError of what each of them said, all while connecting. */
function causeOf(thrown: TypeError): Cause {
  const cause = thrown.cause as
    | { readonly code?: unknown; readonly syscall?: unknown; readonly errors?: unknown }
    | undefined;
  const code = typeof cause?.code === 'string' ? cause.code : undefined;
  const isBeforeSending =
    cause?.syscall === 'connect' ||
    cause?.syscall === 'getaddrinfo' ||
    Array.isArray(cause?.errors) ||
    code === 'UND_ERR_CONNECT_TIMEOUT';
  return { code, isBeforeSending };
}

const isCertificateFault = (code: string) => /CERT|^UNABLE_TO_/.test(code);
