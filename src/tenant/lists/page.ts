import { isArray, isObject, type Json, type JsonObject } from '../../core/json.ts';

/** One page of a list (contract §1, Lists). */
export interface Page {
  readonly elements: readonly JsonObject[];
  /** Undefined on the last page. */
  readonly nextPageToken: string | undefined;
  readonly totalCount: number | undefined;
}

/** A page, or what is wrong with it, in words that go behind "the list". */
export function readPage(body: Json | undefined): Page | string {
  if (!isObject(body)) return 'has a page that is no JSON object';
  const elements = body.entities ?? body.items;
  const nextPageToken = body.nextPageToken ?? undefined;
  const totalCount = body.totalCount ?? undefined;
  if (!isArray(elements)) return 'has a page without entities or items';
  if (!elements.every(isObject)) return 'has an element that is no JSON object';
  if (nextPageToken !== undefined && (typeof nextPageToken !== 'string' || nextPageToken === '')) {
    return 'has a nextPageToken that is no text';
  }
  if (totalCount !== undefined && typeof totalCount !== 'number') {
    return 'has a totalCount that is no number';
  }
  return { elements, nextPageToken, totalCount };
}
