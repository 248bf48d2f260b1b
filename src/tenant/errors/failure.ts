import { ApiError, type ApiErrorCode } from '../../core/api-error.ts';
import type { Asked } from '../wire/asked.ts';
import { hintOf } from './hints.ts';
import { withoutSecrets } from './without-secrets.ts';

type ApiErrorParts = ConstructorParameters<typeof ApiError>[0];

interface Failure extends Omit<ApiErrorParts, 'service' | 'message'> {
  /** What happened, in words that go behind the request. */
  readonly says: string;
}

/** The one way to make the ApiError of a request: nothing of what the request kept secret comes out of it. */
export function failure(asked: Asked, { says, requestId, serverCode, ...parts }: Failure): ApiError {
  const shown = (text: string) => withoutSecrets(text, asked.sensitive);
  return new ApiError({
    retryable: mayWorkLater.has(parts.code),
    hint: hintOf(parts.code, asked, parts.status),
    ...parts,
    service: asked.service,
    message: shown(`${asked.service}: ${requestShown(asked)} ${says}`),
    ...(requestId !== undefined && { requestId: shown(requestId) }),
    ...(serverCode !== undefined && { serverCode: shown(serverCode) }),
  });
}

/** Somebody else's machine may give the tokens: its name belongs to it. */
const requestShown = ({ purpose, method, url }: Asked) =>
  purpose === 'sign-in'
    ? `the token request ${method} ${url.host}${url.pathname}`
    : `${method} ${url.pathname}`;

const mayWorkLater: ReadonlySet<ApiErrorCode> = new Set([
  'RATE_LIMITED',
  'SERVER_ERROR',
  'TIMEOUT',
  'CONNECTION_FAILED',
  'CONNECTION_LOST',
  'BREAKER_OPEN',
]);
