import { ApiError, type ApiErrorCode } from '../core/api-error.ts';
import { withoutSecrets } from './without-secrets.ts';

/** What a request was for, as far as errors and their words depend on it. */
export interface Asked {
  readonly service: string;
  /** A lost answer to a `write` leaves its effect unknown; a `sign-in` asks for a token. */
  readonly purpose: 'read' | 'list' | 'write' | 'sign-in';
  readonly method: string;
  readonly url: URL;
  readonly scopes: readonly string[];
  /** Secrets and tokens that the request carries: a tenant that echoes them shall not get them into a message. */
  readonly sensitive: readonly string[];
}

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
    ...parts,
    service: asked.service,
    message: shown(`${asked.service}: ${asked.method} ${asked.url.pathname} ${says}`),
    ...(requestId !== undefined && { requestId: shown(requestId) }),
    ...(serverCode !== undefined && { serverCode: shown(serverCode) }),
  });
}

const mayWorkLater: ReadonlySet<ApiErrorCode> = new Set([
  'RATE_LIMITED',
  'SERVER_ERROR',
  'TIMEOUT',
  'CONNECTION_FAILED',
  'CONNECTION_LOST',
  'BREAKER_OPEN',
]);
