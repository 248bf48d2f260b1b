import type { ApiErrorCode } from '../../core/api-error.ts';
import { isArray, isObject, type Json } from '../../core/json.ts';

/** One HTTP exchange, for `--verbose`: no secret, no token, no value that a person wrote. */
export interface RequestLogEntry {
  readonly service: string;
  readonly method: string;
  readonly host: string;
  readonly path: string;
  /** Of an answer. */
  readonly status?: number;
  /** Why there was no answer. */
  readonly code?: ApiErrorCode;
  readonly durationMs: number;
  /** What was sent, its texts masked: only beside a 5xx, which can also mean a malformed body (contract §1). */
  readonly body?: Json;
}

export type RequestLog = (entry: RequestLogEntry) => void;

/** The same structure with every text as `***`; numbers and booleans stay. */
export function masked(value: Json): Json {
  if (isArray(value)) return value.map(masked);
  if (isObject(value)) {
    return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, masked(member)]));
  }
  return typeof value === 'string' ? '***' : value;
}
