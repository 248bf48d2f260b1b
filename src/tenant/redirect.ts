import type { Answer } from './answer.ts';
import type { Asked } from './asked.ts';
import { failure } from './failure.ts';

const redirects: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/**
 * Where an answer sends a read to, within the same origin; undefined where it is no redirect.
 * Throws REDIRECT_REFUSED for another origin, for a URL with credentials, and for every write and sign-in (contract §1, Requests).
 */
export function redirectTarget(asked: Asked, { status, headers }: Answer): URL | undefined {
  if (!redirects.has(status)) return undefined;
  const location = headers.get('location') ?? '';
  const target = URL.canParse(location, asked.url.href) ? new URL(location, asked.url) : undefined;
  if (target?.origin === asked.url.origin && !hasCredentials(target) && asked.method === 'GET') return target;
  throw failure(asked, {
    code: 'REDIRECT_REFUSED',
    status,
    says: `is redirected to ${target?.origin ?? 'nowhere'}, which cxform does not follow`,
    // See Other: the write is done, and only its result is elsewhere.
    mayHaveTakenEffect: asked.purpose === 'write' && status === 303,
  });
}

const hasCredentials = ({ username, password }: URL) => username !== '' || password !== '';
