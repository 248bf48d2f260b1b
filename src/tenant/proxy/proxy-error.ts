import type { ApiError } from '../../core/api-error.ts';
import { certificateHint, isCertificateFault } from '../errors/certificate-fault.ts';
import { failure } from '../errors/failure.ts';
import { networkFault } from '../errors/network-fault.ts';
import type { Asked } from '../wire/asked.ts';
import type { ProxyFault } from './proxy-fault.ts';

/** The ApiError of a proxy that lets nothing through. Its host and its variable are named, its credentials never. */
export function proxyError(asked: Asked, fault: ProxyFault): ApiError {
  const proxy = `the proxy ${fault.host} of ${fault.variable}`;
  const { says, hint, retryable } =
    fault.status === undefined ? unreached(fault) : refused(asked, fault, fault.status);
  return failure(asked, {
    code: 'CONNECTION_FAILED',
    says: `was not sent: ${proxy} ${says}`,
    hint,
    retryable,
  });
}

interface Finding {
  readonly says: string;
  readonly hint: string;
  readonly retryable: boolean;
}

function refused({ url }: Asked, { variable }: ProxyFault, status: number): Finding {
  if (status === 407) {
    const hint = `Write its user and password into ${variable}: http://user:password@host:port`;
    return { says: 'asks for credentials, or refuses those it got (407)', hint, retryable: false };
  }
  return {
    says: `makes no connection to ${url.host} (${status})`,
    hint: `Have the proxy let cxform reach ${url.host}, or list that host in NO_PROXY`,
    retryable: status >= 500,
  };
}

function unreached({ variable, cause }: ProxyFault): Finding {
  const { code = 'no reason given', isBeforeSending } = networkFault(cause);
  if (isCertificateFault(code)) {
    const says = `has a certificate that is not trusted (${code})`;
    return { says, hint: certificateHint(code), retryable: false };
  }
  return {
    says: `${isBeforeSending ? 'cannot be reached' : meddles(code)} (${code})`,
    hint: `Check ${variable}: ${isBeforeSending ? 'unset it where there is no proxy' : 'its host and port have to be those of an HTTP proxy'}`,
    retryable: code !== 'ENOTFOUND',
  };
}

/** What a proxy did that could be connected to. Node's codes for what is no HTTP begin with HPE. */
const meddles = (code: string) =>
  code.startsWith('HPE_') ? 'answers with what is no HTTP' : 'dropped the connection before it answered';
