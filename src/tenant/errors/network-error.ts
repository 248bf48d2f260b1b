import type { ApiError } from '../../core/api-error.ts';
import { proxyError } from '../proxy/proxy-error.ts';
import { ProxyFault } from '../proxy/proxy-fault.ts';
import type { Asked } from '../wire/asked.ts';
import { certificateHint, isCertificateFault } from './certificate-fault.ts';
import { failure } from './failure.ts';
import { speaksNoTlsHint } from './hints.ts';
import { networkFault } from './network-fault.ts';

const isOfTls = (code: string) => code.startsWith('ERR_SSL_') || code === 'EPROTO';

/**
 * The ApiError of a `TypeError` with which sending failed, by its cause's code. A write is known to be without effect only where
 * no connection came about (contract §1).
 */
export function networkError(asked: Asked, thrown: TypeError): ApiError {
  if (thrown.cause instanceof ProxyFault) return proxyError(asked, thrown.cause);
  const { code = 'no reason given', isLookUp, isBeforeSending } = networkFault(thrown.cause);
  const { host, hostname } = asked.url;
  if (isLookUp) {
    const isAbsent = code === 'ENOTFOUND';
    const why = isAbsent ? `there is no host ${hostname}` : `${hostname} could not be looked up (${code})`;
    return failure(asked, { code: 'HOST_UNKNOWN', says: `was not sent: ${why}`, retryable: !isAbsent });
  }
  if (isCertificateFault(code)) {
    const says = `was not sent: the certificate of ${host} is not trusted (${code})`;
    return failure(asked, { code: 'CONNECTION_FAILED', says, retryable: false, hint: certificateHint(code) });
  }
  if (isBeforeSending) {
    return failure(asked, {
      code: 'CONNECTION_FAILED',
      says: `was not sent: no connection to ${host} (${code})`,
      ...(isOfTls(code) && { hint: speaksNoTlsHint(asked), retryable: false }),
    });
  }
  const says = `lost its connection to ${host} (${code})`;
  return failure(asked, { code: 'CONNECTION_LOST', says, mayHaveTakenEffect: asked.purpose === 'write' });
}
