import type { ApiErrorCode } from '../../core/api-error.ts';
import type { Asked } from '../wire/asked.ts';
import { forbiddenCauses, unauthorizedCauses } from './likely-causes.ts';

/** What a person can do about a request that failed with this code; `status` is that of the answer, where there was one. */
export const hintOf = (code: ApiErrorCode, asked: Asked, status?: number): string =>
  hints[code](asked, status);

const setting = ({ service }: Asked, name: string) => `spec.endpoints.${service}.${name}`;

/** Where the request went to. */
const urlSetting = (asked: Asked) => setting(asked, asked.purpose === 'sign-in' ? 'tokenUrl' : 'baseUrl');

const hints: { readonly [code in ApiErrorCode]: (asked: Asked, status?: number) => string } = {
  BAD_REQUEST: (asked, status) => {
    if (asked.purpose === 'sign-in') return `Check ${urlSetting(asked)} and ${setting(asked, 'tokenBody')}`;
    if (status === 423) return 'End what the message names, or wait for it, then run cxform again';
    return asked.purpose === 'write'
      ? 'Change what the message names in the manifest, then run cxform again'
      : 'Run cxform doctor: it tells which calls this tenant has, and how it answers them';
  },
  UNAUTHORIZED: unauthorizedCauses,
  FORBIDDEN: forbiddenCauses,
  NOT_FOUND: () => 'Run cxform plan again: somebody may have deleted it meanwhile',
  CONFLICT: () => 'Run cxform plan again: it may have been changed meanwhile, or be in use',
  TOO_LARGE: ({ purpose, url }) =>
    purpose === 'list'
      ? `Have the limit of what answers at ${url.host} raised: it refuses even the smallest pages that cxform asks for`
      : `Make the object smaller, or have the limit of what answers at ${url.host} raised`,
  RATE_LIMITED: (asked) => `Lower ${setting(asked, 'requestsPerMinute')}, or run cxform again later`,
  SERVER_ERROR: () => 'Run cxform again later: the tenant has a fault',
  TIMEOUT: (asked) =>
    asked.purpose === 'sign-in'
      ? `Run cxform again later, or check ${urlSetting(asked)}`
      : `Run cxform again later, or raise ${setting(asked, 'timeout')}`,
  CONNECTION_FAILED: (asked) => `Check the network, HTTPS_PROXY and ${urlSetting(asked)}`,
  CONNECTION_LOST: (asked) =>
    asked.url.protocol === 'http:'
      ? `Run cxform again: it looks first at what has been done. If this stays, ${asked.url.host} may expect https in ${urlSetting(asked)}`
      : 'Run cxform again: it looks first at what has been done',
  UNREADABLE: (asked) =>
    `Check ${urlSetting(asked)}: a proxy or another server may answer at ${asked.url.host}`,
  REDIRECT_REFUSED: (asked) => `Check ${urlSetting(asked)}: it has to be the API itself`,
  HOST_UNKNOWN: (asked) => (asked.isHostKnown ? pathUnknown(asked) : hostUnknown(asked)),
  BREAKER_OPEN: () => 'Run cxform again when the service answers',
  LEASE_LOST: () => 'Run cxform apply again: it looks first at what has been done',
  INTERRUPTED: () => 'Run cxform apply again: it goes on where this one stopped',
  CANCELLED: () => 'Run cxform again',
};

/** Where somebody speaks no TLS who was asked to. */
export const speaksNoTlsHint = (asked: Asked): string =>
  `Check ${urlSetting(asked)}: what answers at ${asked.url.host} speaks no TLS that fits, as where its port is one for http`;

const hostUnknown = (asked: Asked) =>
  `Check ${asked.service === 'routing' ? 'spec.subdomain and ' : ''}${urlSetting(asked)}: ${asked.url.host} is not where ` +
  `${asked.service} of this tenant answers, so that nothing is taken for absent`;

/** Other calls were answered: it is this one that nobody knows. */
const pathUnknown = ({ service, url, isById }: Asked) =>
  `Nothing is taken for absent${isById ? ', since only {"errors": [{"code", "message"}]} would say so' : ''}: a gateway may have lost ` +
  `the way to ${service}, or ${url.host} has no such call. Run cxform again later; if this stays, cxform doctor tells which calls there are`;
