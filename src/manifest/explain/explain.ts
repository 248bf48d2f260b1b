import { adviceCodes } from '../../core/advice.ts';
import type { ExplainedField, ExplainedPlace, Explanation, KindList } from '../../core/explanation.ts';
import type { FieldModel } from '../../core/field-model.ts';
import { isArray } from '../../core/json.ts';
import type { DeclarableKind } from '../../core/kind.ts';
import type { KindTable } from '../../core/kind-table.ts';
import type { DocumentKind } from '../document-schema.ts';
import { overlayKind } from '../overlay/overlay-schema.ts';
import { tenantKind } from '../tenant-schema.ts';
import { exampleManifest } from './example-manifest.ts';
import { type FoundPlace, placesInDocument } from './find-place.ts';
import { type ExplainableKind, roleSentence } from './role.ts';
import { placesIn, type SchemaPlace } from './schema-place.ts';
import { type Meaning, typeWords } from './type-words.ts';

/** Whatever has a kind: what manifests declare, what cxform itself reads, and what stays outside Git. */
export function explainableKinds({ declarable, outside }: KindTable): readonly ExplainableKind[] {
  return [...declarable, tenantKind, overlayKind, ...outside];
}

export function kindList(kinds: KindTable): KindList {
  return {
    formatVersion: 1,
    kinds: explainableKinds(kinds).map((kind) => ({
      kind: kind.kind,
      description: kind.description,
      role: roleSentence(kind),
    })),
  };
}

/** A kind by what its schema says of its documents. Its fields are those of the spec, which may be named without it, and the metadata. */
export function explainKind(kinds: KindTable, kind: ExplainableKind): Explanation {
  const { kind: path, description } = kind;
  const about = { formatVersion: 1, path, description, role: roleSentence(kind), required: false } as const;
  if (kind.role === 'outside') return { ...about, type: 'no manifest', examples: [], fields: [] };
  const manifest = exampleManifest(kind);
  const meaning = meaningOf(kinds, kind);
  const places = placesInDocument(kind);
  const inSpec = places.filter(({ name }) => name === 'spec').flatMap(placesIn);
  const metadata = places.filter(({ name }) => name === 'metadata');
  return {
    ...about,
    type: 'manifest',
    examples: [],
    fields: [...inSpec, ...metadata].map((place) => fieldOf(place, meaning)),
    ...(manifest !== undefined && { manifest }),
  };
}

/** A place in the documents of a kind. */
export function explainPlace(
  kinds: KindTable,
  kind: DeclarableKind | DocumentKind,
  { names, place }: FoundPlace,
): Explanation {
  const meaning = meaningOf(kinds, kind);
  return {
    formatVersion: 1,
    path: [kind.kind, ...names].join('.'),
    ...explained(place, meaning),
    fields: placesIn(place).map((one) => fieldOf(one, meaning)),
  };
}

function meaningOf(kinds: KindTable, kind: DeclarableKind | DocumentKind): Meaning {
  const names = { kind: kinds.declarable.map((one) => one.kind), advice: adviceCodes(kinds) };
  return 'fields' in kind ? { fields: fieldsInManifests(kind), names } : { names };
}

function fieldsInManifests(kind: DeclarableKind): FieldModel {
  return ('expand' in kind && kind.expand?.fields) || kind.fields;
}

function fieldOf(place: SchemaPlace, meaning: Meaning): ExplainedField {
  return { name: place.name, ...explained(place, meaning) };
}

/** Where a description ends in what the default is, that is told apart. */
const withDefault = /^(.*?) ?Default: (.*)\.$/s;

function explained(place: SchemaPlace, meaning: Meaning): ExplainedPlace {
  const { schema, required } = place;
  const said = typeof schema.description === 'string' ? schema.description : '';
  const [, description = said, fallback] = withDefault.exec(said) ?? [];
  return {
    description,
    type: typeWords(place, meaning),
    required,
    ...(fallback !== undefined && { default: fallback }),
    examples: isArray(schema.examples) ? schema.examples : [],
  };
}
