import type { ApiError } from '../core/api-error.ts';
import type { Asked } from './asked.ts';
import { certificateHint, isCertificateFault } from './certificate-fault.ts';
import { failure } from './failure.ts';
import { networkFault } from './network-fault.ts';
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
  const { code = 'no reason given' } = networkFault(cause);
  if (isCertificateFault(code)) {
    const says = `has a certificate that is not trusted (${code})`;
    return { says, hint: certificateHint(code), retryable: false };
  }
  return {
    says: `cannot be reached (${code})`,
    hint: `Check ${variable}, or unset it where there is no proxy`,
    retryable: code !== 'ENOTFOUND',
  };
}
