import type { DeclarableKind } from '../../core/kind.ts';
import { type DocumentKind, documentSchema } from '../document-schema.ts';
import { placeIn, placesIn, type SchemaPlace } from './schema-place.ts';

/** A place with the names that lead to it. */
export interface FoundPlace {
  readonly names: readonly string[];
  readonly place: SchemaPlace;
}

/** Where names lead, or the first that leads nowhere, with those that would. */
export type PlaceSearch =
  | { readonly found: FoundPlace }
  | {
      readonly found?: never;
      readonly unknown: string;
      /** Where it was looked for. */
      readonly among: readonly string[];
      /** The names that there are. */
      readonly known: readonly string[];
    };

/** Follows names, one at least, through the documents of a kind. What stands in the spec may be named without it. */
export function findPlace(kind: DeclarableKind | DocumentKind, names: readonly string[]): PlaceSearch {
  const top = placesInDocument(kind);
  const spec = top.find(({ name }) => name === 'spec');
  const [first = '', ...rest] = names;
  const start = top.find(({ name }) => name === first);
  if (start) return follow({ names: [first], place: start }, rest);
  const inSpec = spec && placeIn(spec, first);
  if (inSpec) return follow({ names: ['spec', first], place: inSpec }, rest);
  const known = [...(spec ? placesIn(spec) : []), ...top];
  return { unknown: first, among: [], known: known.map(({ name }) => name) };
}

function follow(from: FoundPlace, names: readonly string[]): PlaceSearch {
  const [name, ...rest] = names;
  if (name === undefined) return { found: from };
  const place = placeIn(from.place, name);
  if (!place) return { unknown: name, among: from.names, known: placesIn(from.place).map((one) => one.name) };
  return follow({ names: [...from.names, name], place }, rest);
}

/** The members of a document. Only what is in the spec has a place in the kind's fields. */
export function placesInDocument(kind: DeclarableKind | DocumentKind): readonly SchemaPlace[] {
  return placesIn({ schema: documentSchema(kind) }).map((place) =>
    place.name === 'spec' ? { ...place, pattern: '' } : place,
  );
}
