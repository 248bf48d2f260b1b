import { objectsAfter } from './list-index.ts';
import { Refusal } from './refusal.ts';
import type { Members, TenantObject } from './wire.ts';

/**
 * One page of a list in the order of ids, with `nextPageToken` where more follows (contract §1, Lists).
 * A token names the last id of its page, so that changes between pages neither repeat nor skip an object that stays.
 * Throws Refusal 400 for a page size out of range and for a token that is not this list's.
 */
export function pageOf(
  list: string,
  objects: readonly TenantObject[],
  query: URLSearchParams,
  pageSizeMax: number,
): Members {
  const size = pageSize(query.get('pageSize'), pageSizeMax);
  const after = idInToken(list, query.get('nextPageToken'));
  const found = objectsAfter(objects, after, size + 1);
  const entities = found.slice(0, size);
  const last = entities.at(-1);
  return last && found.length > size ? { entities, nextPageToken: tokenAfter(list, last.id) } : { entities };
}

/** Contract §1. A tenant may give less than it is asked for, never more. */
const askedMax = 100;

function pageSize(asked: string | null, sizeMax: number): number {
  if (asked === null) return sizeMax;
  const size = /^\d+$/.test(asked) ? Number(asked) : 0;
  if (size >= 1 && size <= askedMax) return Math.min(size, sizeMax);
  const message = `pageSize must be a whole number from 1 to ${askedMax}`;
  throw new Refusal(400, { code: 'invalid_page_size', message });
}

function tokenAfter(list: string, id: string): string {
  return Buffer.from(`${list}:${id}`).toString('base64url');
}

function idInToken(list: string, token: string | null): string {
  if (token === null) return '';
  const text = Buffer.from(token, 'base64url').toString();
  const id = text.slice(list.length + 1);
  if (id !== '' && tokenAfter(list, id) === token) return id;
  throw new Refusal(400, { code: 'invalid_page_token', message: 'nextPageToken is not one of this list' });
}
