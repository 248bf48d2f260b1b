import type { ApiError, ApiErrorCode } from '../core/api-error.ts';
import type { Answer } from './answer.ts';
import type { Asked } from './asked.ts';
import { type ErrorBody, readErrorBody } from './error-body.ts';
import { failure } from './failure.ts';
import { withoutSecrets } from './without-secrets.ts';

/** The ApiError of an answer that is no 2xx (contract §1). */
export function httpError(asked: Asked, { status, headers, text }: Answer): ApiError {
  const mask = (said: string) => withoutSecrets(said, asked.sensitive);
  const body = readErrorBody(text ?? '', mask);
  const code = codeOf(status, asked, body);
  const requestId = requestIdHeaders.map((name) => headers.get(name)).find((value) => value !== null);
  return failure(asked, {
    code,
    status,
    says: `answered ${status}${body.message === undefined ? '' : `: ${body.message}`}`,
    mayHaveTakenEffect: asked.purpose === 'write' && (code === 'SERVER_ERROR' || code === 'TIMEOUT'),
    ...(requestId !== undefined && { requestId: mask(requestId).slice(0, requestIdLengthMax) }),
    ...(body.code !== undefined && { serverCode: body.code }),
  });
}

function codeOf(status: number, asked: Asked, body: ErrorBody): ApiErrorCode {
  if (status === 404) return isWrongHost(asked, body) ? 'HOST_UNKNOWN' : 'NOT_FOUND';
  if (status === 400 && asked.purpose === 'sign-in') return 'UNAUTHORIZED';
  if (status >= 500) return 'SERVER_ERROR';
  if (status >= 300 && status < 400) return 'REDIRECT_REFUSED';
  return codes[status] ?? 'BAD_REQUEST';
}

/**
 * A 404 that the API did not write comes from another server where it speaks of a list, which is never absent, where it is a web
 * page, and where the service has not answered anything yet.
 */
function isWrongHost(asked: Asked, body: ErrorBody): boolean {
  if (asked.purpose === 'sign-in') return true;
  return !body.isFromApi && (asked.purpose === 'list' || body.isWebPage || !asked.isHostKnown);
}

const codes: Readonly<Record<number, ApiErrorCode>> = {
  401: 'UNAUTHORIZED',
  403: 'FORBIDDEN',
  408: 'TIMEOUT',
  409: 'CONFLICT',
  410: 'NOT_FOUND',
  412: 'CONFLICT',
  413: 'TOO_LARGE',
  429: 'RATE_LIMITED',
};

const requestIdLengthMax = 200;
const requestIdHeaders = ['x-request-id', 'request-id', 'x-correlation-id', 'x-amzn-requestid'];
