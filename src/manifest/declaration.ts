import type { Source } from '../core/diagnostic.ts';
import { isObject, type Json } from '../core/json.ts';
import type { DocumentKind } from './document-schema.ts';
import { namePattern } from './metadata-schema.ts';
import type { ParsedDocument } from './parse.ts';

/** What a document says it is, at the place of its name. */
export interface Declaration<Kind extends DocumentKind = DocumentKind> {
  readonly kind: Kind;
  readonly name: string;
  readonly source: Source;
}

/** What a document of one of `kinds` declares, even if something is wrong with it; undefined where it has no name that can be. */
export function declarationOf<Kind extends DocumentKind>(
  { value, sources, source }: ParsedDocument,
  kinds: readonly Kind[],
): Declaration<Kind> | undefined {
  const kind = kinds.find((candidate) => candidate.kind === memberOf(value, 'kind'));
  const name = memberOf(memberOf(value, 'metadata'), 'name');
  if (!kind || typeof name !== 'string' || !isName.test(name)) return undefined;
  return {
    kind,
    name,
    get source() {
      return sources.get('/metadata/name') ?? source;
    },
  };
}

const isName = new RegExp(namePattern);

/** A member of what may be no map at all. */
export function memberOf(value: Json | undefined, key: string): Json | undefined {
  return isObject(value) ? value[key] : undefined;
}
