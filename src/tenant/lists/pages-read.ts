import type { Json, JsonObject } from '../../core/json.ts';
import type { Page } from './page.ts';

const pagesMax = 10_000;
const emptyPagesMax = 10;
const sparsePagesMax = 1_000;
const sparseShare = 1 / 10;

/**
 * The pages of one list so far. Pages that go round in a circle show soon: by a token that was there before, by a page without
 * anything new, or by page after page without any element; one that grows by an element a page, by a thousand pages that hold less than a
 * tenth of what was asked for. That single elements come twice is left to whoever reads the list: pages
 * move while others write.
 */
export class PagesRead {
  readonly elements: JsonObject[] = [];
  /** Ids, and of elements without one the whole element as text. */
  readonly #known = new Set<Json>();
  readonly #tokens = new Set<string>();
  #pages = 0;
  #emptyPages = 0;
  #sparsePages = 0;

  /** Adds the next page, which was asked for in that size; answers what is wrong with the list now, in words that go behind "the list", if anything is. */
  add(page: Page, sizeAsked: number): string | undefined {
    const { length } = page.elements;
    this.#pages++;
    this.#emptyPages = length === 0 ? this.#emptyPages + 1 : 0;
    this.#sparsePages = length < sizeAsked * sparseShare ? this.#sparsePages + 1 : 0;
    return this.#faultInElements(page.elements) ?? this.#faultInCount(page) ?? this.#faultInToken(page);
  }

  #faultInElements(elements: readonly JsonObject[]): string | undefined {
    const known = this.#known.size;
    for (const element of elements) {
      this.#known.add(idOf(element) ?? JSON.stringify(element));
      this.elements.push(element);
    }
    const isRepeated = elements.length > 0 && this.#known.size === known;
    return isRepeated ? `repeats on page ${this.#pages} what was read already` : undefined;
  }

  #faultInCount({ totalCount, nextPageToken }: Page): string | undefined {
    const { length } = this.elements;
    if (totalCount === undefined || length === totalCount) return undefined;
    const isFault = length > totalCount || nextPageToken === undefined;
    return isFault ? `has ${length} elements where its totalCount is ${totalCount}` : undefined;
  }

  #faultInToken({ nextPageToken: token }: Page): string | undefined {
    if (token === undefined) return undefined;
    if (this.#tokens.has(token)) return 'names a page again that was read already';
    this.#tokens.add(token);
    if (this.#emptyPages === emptyPagesMax) return `goes on after ${emptyPagesMax} pages without an element`;
    if (this.#sparsePages === sparsePagesMax) {
      return `goes on after ${sparsePagesMax} pages with hardly an element`;
    }
    return this.#pages === pagesMax ? `does not end after ${pagesMax} pages` : undefined;
  }
}

function idOf({ id }: JsonObject): string | number | undefined {
  return typeof id === 'string' || typeof id === 'number' ? id : undefined;
}
