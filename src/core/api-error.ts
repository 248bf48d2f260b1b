/** Why a request to a tenant failed. Retry and everything else is decided by this code, never by text. */
export type ApiErrorCode =
  | 'BAD_REQUEST'
  | 'UNAUTHORIZED'
  | 'FORBIDDEN'
  | 'NOT_FOUND'
  | 'CONFLICT'
  | 'TOO_LARGE'
  | 'RATE_LIMITED'
  | 'SERVER_ERROR'
  | 'TIMEOUT'
  | 'CONNECTION_FAILED'
  | 'CONNECTION_LOST'
  | 'UNREADABLE'
  | 'REDIRECT_REFUSED'
  | 'HOST_UNKNOWN'
  | 'BREAKER_OPEN'
  | 'LEASE_LOST'
  | 'INTERRUPTED'
  | 'CANCELLED';

interface ApiErrorParts {
  readonly code: ApiErrorCode;
  readonly service: string;
  /** For people: which request, and what the tenant said. Holds no token, no secret. */
  readonly message: string;
  readonly status?: number;
  readonly requestId?: string;
  readonly retryable?: boolean;
  readonly mayHaveTakenEffect?: boolean;
  readonly serverCode?: string;
  readonly hint?: string;
}

/** A request to a tenant that did not answer as asked. Thrown only by implementations of the Service port (contract §1). */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly code: ApiErrorCode;
  readonly service: string;
  /** The HTTP status, where there was an answer. */
  readonly status?: number;
  readonly requestId?: string;
  /** The same request may work later. */
  readonly retryable: boolean;
  /** A write went out and its answer was lost: it is `unknown`, never `failed`, and never blindly sent again. */
  readonly mayHaveTakenEffect: boolean;
  /** The tenant's own code (`version_mismatch`, `in_use`), where the error body bore one. */
  readonly serverCode?: string;
  /** What a person can do about it. */
  readonly hint?: string;

  constructor(parts: ApiErrorParts) {
    super(parts.message);
    this.code = parts.code;
    this.service = parts.service;
    if (parts.status !== undefined) this.status = parts.status;
    if (parts.requestId !== undefined) this.requestId = parts.requestId;
    this.retryable = parts.retryable ?? false;
    this.mayHaveTakenEffect = parts.mayHaveTakenEffect ?? false;
    if (parts.serverCode !== undefined) this.serverCode = parts.serverCode;
    if (parts.hint !== undefined) this.hint = parts.hint;
  }
}
