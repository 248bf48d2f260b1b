import { isDeepStrictEqual } from 'node:util';
import { CST } from 'yaml';
import { isArray, isObject, type Json, ownMember } from '../../core/json.ts';
import { isList } from './entries.ts';
import { elementText } from './flow.ts';
import type { Splice } from './splice.ts';

/** A value that was anchored. */
interface Anchored {
  readonly offset: number;
  readonly current: Json | undefined;
  readonly wanted: Json | undefined;
}

/**
 * Writes out aliases of a document that would otherwise change with what they refer to, or lose it. `splices` are the changes that
 * take the document from `current` to `wanted`.
 */
export function expandAliases(
  document: CST.Document,
  current: Json,
  wanted: Json,
  splices: readonly Splice[],
): Splice[] {
  const anchors = new Map<string, Anchored>();
  const expansions: Splice[] = [];
  const touched = (offset: number) => splices.some(({ start, end }) => start <= offset && offset < end);

  const visitProps = (
    tokens: readonly CST.SourceToken[],
    before: Json | undefined,
    after: Json | undefined,
  ) => {
    for (const { type, offset, source } of tokens) {
      if (type === 'anchor') anchors.set(source.slice(1), { offset, current: before, wanted: after });
    }
  };
  const visit = (token: CST.Token | null | undefined, before: Json | undefined, after: Json | undefined) => {
    if (token?.type === 'alias') {
      const target = anchors.get(token.source.slice(1));
      const stays = target && !touched(target.offset) && isDeepStrictEqual(target.current, target.wanted);
      if (!stays && !touched(token.offset)) {
        const end = token.offset + token.source.length;
        expansions.push({ start: token.offset, end, text: elementText(before ?? null) });
      }
    }
    if (!CST.isCollection(token)) return;
    // Elements of lists may have moved: what is equal at the same place is found equal, and the rest is written out.
    let index = 0;
    for (const { start, key, sep = [], value } of token.items as readonly CST.CollectionItem[]) {
      const position = isList(token) ? [String(index)] : [];
      const name = CST.resolveAsScalar(key)?.value ?? '';
      // In brackets a pair, `[a: b]`, is a map.
      const place = key ? [...position, name] : position;
      const [inner, outer] = [place.reduce(memberOf, before), place.reduce(memberOf, after)];
      visitProps(start, key ? name : inner, key ? name : outer);
      visitProps(sep, inner, outer);
      visit(value, inner, outer);
      if (key || value || start.some(({ type }) => type === 'seq-item-ind')) index += 1;
    }
  };
  visitProps(document.start, current, wanted);
  visit(document.value, current, wanted);
  return expansions;
}

function memberOf(value: Json | undefined, name: string): Json | undefined {
  if (isArray(value)) return value[Number(name)];
  return isObject(value) ? ownMember(value, name) : undefined;
}
