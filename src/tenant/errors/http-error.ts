import type { ApiError, ApiErrorCode } from '../../core/api-error.ts';
import type { Answer } from '../wire/answer.ts';
import type { Asked } from '../wire/asked.ts';
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
    mayHaveTakenEffect: asked.purpose === 'write' && leavesEffectOpen.has(code),
    ...(requestId !== undefined && { requestId: mask(requestId).slice(0, requestIdLengthMax) }),
    ...(body.code !== undefined && { serverCode: body.code }),
  });
}

function codeOf(status: number, asked: Asked, body: ErrorBody): ApiErrorCode {
  if (status === 404 || status === 410) return isAbsence(asked, body) ? 'NOT_FOUND' : 'HOST_UNKNOWN';
  if (status === 400 && asked.purpose === 'sign-in') return 'UNAUTHORIZED';
  if (status >= 500) return 'SERVER_ERROR';
  if (status >= 300 && status < 400) return 'REDIRECT_REFUSED';
  return codes[status] ?? 'BAD_REQUEST';
}

/**
 * One object is absent where the API says so in its own form. Whoever else may answer in its stead, a gateway that has lost a route
 * among them, knows nothing of objects, however often the API has answered before; and lists are never absent (contract §1).
 */
const isAbsence = (asked: Asked, body: ErrorBody) => asked.isById && body.isFromApi;

/** A redirect that does not ask for the same write at another place may be the answer to one that is done (See Other). */
const leavesEffectOpen: ReadonlySet<ApiErrorCode> = new Set(['SERVER_ERROR', 'TIMEOUT', 'REDIRECT_REFUSED']);

const codes: Readonly<Record<number, ApiErrorCode>> = {
  401: 'UNAUTHORIZED',
  403: 'FORBIDDEN',
  408: 'TIMEOUT',
  409: 'CONFLICT',
  412: 'CONFLICT',
  413: 'TOO_LARGE',
  429: 'RATE_LIMITED',
};

const requestIdLengthMax = 200;
const requestIdHeaders = ['x-request-id', 'request-id', 'x-correlation-id', 'x-amzn-requestid'];
