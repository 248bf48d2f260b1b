import { ApiError } from '../core/api-error.ts';
import { isArray, isObject, type Json, type JsonObject } from '../core/json.ts';
import type { ListRequest, ServiceRequest, ServiceResponse } from '../core/ports.ts';

/** Makes one call; `ask` is asked again for each attempt and told how many 429s came before it. */
type Call = (ask: (rateLimited: number) => ServiceRequest) => Promise<ServiceResponse>;

const pageSizeMax = 100;
const pageSizeMin = 10;
const pagesMax = 10_000;

/**
 * Every element of a list, page by page until `nextPageToken` is absent or null (contract §1, Lists). Throws UNREADABLE where
 * the pages do not make up a whole list; that is not asked for again. On repeated 429s the page size halves.
 */
export async function readList(
  service: string,
  request: ListRequest,
  call: Call,
): Promise<readonly JsonObject[]> {
  const unreadable = (says: string) =>
    new ApiError({ code: 'UNREADABLE', service, message: `${service}: the list ${request.path} ${says}` });
  const elements: JsonObject[] = [];
  const tokens = new Set<string>();
  let pageSize = pageSizeMax;
  let token: string | undefined;

  for (let page = 1; page <= pagesMax; page++) {
    let asked = pageSize;
    const { body } = await call((rateLimited) => {
      asked = halved(pageSize, rateLimited - 1);
      return pageRequest(request, asked, token);
    });
    pageSize = asked;
    const content = readPage(body);
    if (typeof content === 'string') throw unreadable(content);
    for (const element of content.elements) elements.push(element);
    token = content.nextPageToken;
    if (token === undefined) {
      if (content.totalCount === undefined || content.totalCount === elements.length) return elements;
      throw unreadable(`has ${elements.length} elements where its totalCount is ${content.totalCount}`);
    }
    if (tokens.has(token)) throw unreadable('names a page again that was read already');
    tokens.add(token);
  }
  throw unreadable(`does not end after ${pagesMax} pages`);
}

const halved = (pageSize: number, times: number) =>
  times < 1 ? pageSize : Math.max(pageSizeMin, Math.floor(pageSize / 2 ** times));

function pageRequest(request: ListRequest, pageSize: number, token: string | undefined): ServiceRequest {
  const query = { ...request.query, pageSize, ...(token !== undefined && { nextPageToken: token }) };
  return { ...request, method: 'GET', query };
}

interface Page {
  readonly elements: readonly JsonObject[];
  readonly nextPageToken: string | undefined;
  readonly totalCount: number | undefined;
}

/** A page, or what is wrong with it, in words that go behind "the list". */
function readPage(body: Json | undefined): Page | string {
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
