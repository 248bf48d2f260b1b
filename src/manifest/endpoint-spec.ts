import { resolve } from 'node:path';
import { invariant } from '../core/invariant.ts';
import type { CredentialsSpec, EndpointSpec, Indirect, TextOrIndirect } from '../core/tenant-spec.ts';
import { parseDuration } from '../core/time/duration.ts';
import type { EndpointDocument } from './tenant-document.ts';

/** One entry of a Tenant's `endpoints`, with durations in milliseconds and absolute paths. */
export function endpointSpec(folder: string, endpoint: EndpointDocument): EndpointSpec {
  const { baseUrl, tokenUrl, credentials, timeout, retry, ...same } = endpoint;
  return {
    ...same,
    ...(baseUrl !== undefined && { baseUrl: absolute(folder, baseUrl) }),
    ...(tokenUrl !== undefined && { tokenUrl: absolute(folder, tokenUrl) }),
    ...(credentials && { credentials: credentialsSpec(folder, credentials) }),
    ...(timeout !== undefined && { timeoutMs: milliseconds(timeout) }),
    ...(retry && {
      retry: {
        ...(retry.attempts !== undefined && { attempts: retry.attempts }),
        ...(retry.baseDelay !== undefined && { baseDelayMs: milliseconds(retry.baseDelay) }),
      },
    }),
  };
}

/** Credentials with absolute paths. Their files may lie outside the Tenant's folder: secrets do not belong in Git. */
export function credentialsSpec(folder: string, credentials: CredentialsSpec): CredentialsSpec {
  const { clientId, clientSecret } = credentials;
  return {
    ...(clientId !== undefined && { clientId: absolute(folder, clientId) }),
    ...(clientSecret && { clientSecret: absolute(folder, clientSecret) }),
  };
}

function absolute<Value extends TextOrIndirect | Indirect>(
  folder: string,
  value: Value,
): Value | { file: string } {
  return typeof value === 'object' && 'file' in value ? { file: resolve(folder, value.file) } : value;
}

function milliseconds(text: string): number {
  const ms = parseDuration(text);
  invariant(ms !== undefined, 'the schema let through what is no duration');
  return ms;
}
