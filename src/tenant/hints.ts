import type { ApiErrorCode } from '../core/api-error.ts';
import type { Asked } from './asked.ts';
import { forbiddenCauses, unauthorizedCauses } from './likely-causes.ts';

/** What a person can do about a request that failed with this code. */
export const hintOf = (code: ApiErrorCode, asked: Asked): string => hints[code](asked);

const setting = ({ service }: Asked, name: string) => `spec.endpoints.${service}.${name}`;

/** Where the request went to. */
const urlSetting = (asked: Asked) => setting(asked, asked.purpose === 'sign-in' ? 'tokenUrl' : 'baseUrl');

const hints: { readonly [code in ApiErrorCode]: (asked: Asked) => string } = {
  BAD_REQUEST: (asked) =>
    asked.purpose === 'sign-in'
      ? `Check ${urlSetting(asked)} and ${setting(asked, 'tokenBody')}`
      : 'Change what the message names in the manifest, then run cxform again',
  UNAUTHORIZED: unauthorizedCauses,
  FORBIDDEN: forbiddenCauses,
  NOT_FOUND: () => 'Run cxform plan again: somebody may have deleted it meanwhile',
  CONFLICT: () => 'Run cxform plan again: it may have been changed meanwhile, or be in use',
  TOO_LARGE: ({ url }) => `Make the object smaller, or have the limit of what answers at ${url.host} raised`,
  RATE_LIMITED: (asked) => `Lower ${setting(asked, 'requestsPerMinute')}, or run cxform again later`,
  SERVER_ERROR: () => 'Run cxform again later: the tenant has a fault',
  TIMEOUT: (asked) =>
    asked.purpose === 'sign-in'
      ? `Run cxform again later, or check ${urlSetting(asked)}`
      : `Run cxform again later, or raise ${setting(asked, 'timeout')}`,
  CONNECTION_FAILED: (asked) => `Check the network, HTTPS_PROXY and ${urlSetting(asked)}`,
  CONNECTION_LOST: () => 'Run cxform again: it looks first at what has been done',
  UNREADABLE: (asked) =>
    `Check ${urlSetting(asked)}: a proxy or another server may answer at ${asked.url.host}`,
  REDIRECT_REFUSED: (asked) => `Check ${urlSetting(asked)}: it has to be the API itself`,
  HOST_UNKNOWN: (asked) =>
    `Check ${asked.service === 'routing' ? 'spec.subdomain and ' : ''}${urlSetting(asked)}: ${asked.url.host} is not where ` +
    `${asked.service} of this tenant answers, so that nothing is taken for absent`,
  BREAKER_OPEN: () => 'Run cxform again when the service answers',
  CANCELLED: () => 'Run cxform again',
};
