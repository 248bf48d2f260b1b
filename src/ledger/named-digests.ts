import { isArray, isObject, type JsonObject } from '../core/json.ts';
import type { ChainedLine } from './chain.ts';

/** The digests of the values that a link names, in its order. */
export function namedDigests({ values }: JsonObject): readonly string[] {
  return isObject(values) ? Object.values(values).filter((one) => typeof one === 'string') : [];
}

/** The digests of all values that a chain says are not kept any more. */
export function erasedDigests(links: readonly ChainedLine[]): ReadonlySet<string> {
  const erased = links.flatMap(({ link: { type, digests } }) =>
    type === 'erased' && isArray(digests) ? digests : [],
  );
  return new Set(erased.filter((one) => typeof one === 'string'));
}
