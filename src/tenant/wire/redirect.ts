import { failure } from '../errors/failure.ts';
import type { Answer } from './answer.ts';
import type { Asked } from './asked.ts';

const redirects: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/**
 * Where an answer sends a read to, within the same origin; undefined where it is no redirect.
 * Throws REDIRECT_REFUSED for another origin, for a URL with credentials, and for every write and sign-in (contract §1, Requests).
 */
export function redirectTarget(asked: Asked, { status, headers }: Answer): URL | undefined {
  if (!redirects.has(status)) return undefined;
  const target = targetOf(headers.get('location') ?? '', asked.url);
  if (target?.origin === asked.url.origin && !hasCredentials(target) && asked.method === 'GET') return target;
  throw failure(asked, {
    code: 'REDIRECT_REFUSED',
    status,
    says: `is redirected to ${target?.origin ?? 'nowhere'}, which cxform does not follow`,
    // The others ask for the result alone: the write may be done.
    mayHaveTakenEffect: asked.purpose === 'write' && !asksAgain.has(status),
  });
}

/** Temporary and Permanent Redirect have the same request sent elsewhere: this server has not done it. */
const asksAgain: ReadonlySet<number> = new Set([307, 308]);

/** An empty location would lead back to the same URL. */
const targetOf = (location: string, from: URL) =>
  location !== '' && URL.canParse(location, from.href) ? new URL(location, from) : undefined;

const hasCredentials = ({ username, password }: URL) => username !== '' || password !== '';
