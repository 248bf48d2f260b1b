import { ApiError } from '../../core/api-error.ts';
import type { JsonObject } from '../../core/json.ts';
import type { ListRequest, ServiceRequest } from '../../core/ports.ts';
import type { Call } from './call.ts';
import { halved } from './halved.ts';
import { readPage } from './page.ts';
import { PagesRead } from './pages-read.ts';

const pageSizeMax = 100;
const pageSizeMin = 10;

/**
 * Every element of a list, page by page until `nextPageToken` is absent or null (contract §1, Lists). Throws UNREADABLE where
 * the pages do not make up a whole list; that is not asked for again. On repeated 429s, and on a 413, the page size halves.
 * `onPage` is told of each page once, however often it had to be asked for.
 */
export async function readList(
  service: string,
  request: ListRequest,
  call: Call,
  onPage: () => void,
): Promise<readonly JsonObject[]> {
  const unreadable = (says: string) =>
    new ApiError({
      code: 'UNREADABLE',
      service,
      message: `${service}: the list ${request.path} ${says}`,
      hint: 'Run cxform again: the list may have changed while it was read. If this stays, the tenant pages wrongly',
    });
  const read = new PagesRead();
  let pageSize = pageSizeMax;
  let token: string | undefined;
  do {
    onPage();
    const { size, body } = await readOne(request, call, pageSize, token);
    pageSize = size;
    const page = readPage(body);
    if (typeof page === 'string') throw unreadable(page);
    const fault = read.add(page, size);
    if (fault !== undefined) throw unreadable(fault);
    token = page.nextPageToken;
  } while (token !== undefined);
  return read.elements;
}

/** One page, in the largest size that the tenant bears. */
async function readOne(request: ListRequest, call: Call, sizeMax: number, token: string | undefined) {
  for (let size = sizeMax; ; ) {
    let asked = size;
    try {
      const { body } = await call((rateLimited) => {
        asked = halved(size, rateLimited - 1, pageSizeMin);
        return pageRequest(request, asked, token);
      });
      return { size: asked, body };
    } catch (thrown) {
      const isTooLarge = thrown instanceof ApiError && thrown.code === 'TOO_LARGE';
      if (!isTooLarge || asked <= pageSizeMin) throw thrown;
      size = halved(asked, 1, pageSizeMin);
    }
  }
}

function pageRequest(request: ListRequest, pageSize: number, token: string | undefined): ServiceRequest {
  const query = { ...request.query, pageSize, ...(token !== undefined && { nextPageToken: token }) };
  return { ...request, method: 'GET', query };
}
