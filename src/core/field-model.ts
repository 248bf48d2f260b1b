import type { Json, JsonObject } from './json.ts';
import { asReference, referenceKey, referenceSegment } from './reference.ts';

/**
 * A place in a spec, a JSON pointer in which `*` stands for any element of a list.
 * Patterns describe a kind; paths (core/path) point into one resource.
 */
export type Pattern = string;

/** How two lists are compared: as one value, as a set of values, or element by element under a key. */
export type ListModel = 'atomic' | 'set' | { readonly key: readonly string[] };

export interface ReferenceField {
  readonly path: Pattern;
  /** The kind that the reference points at. */
  readonly kind: string;
}

/** What the engine must know of a kind's spec to compare, show and store it. */
export interface FieldModel {
  readonly references: readonly ReferenceField[];
  /** Lists that are not named here are atomic. */
  readonly lists: { readonly [path: Pattern]: ListModel };
  /** Fields that hold a duration; compile makes them canonical. */
  readonly durations: readonly Pattern[];
}

export function referenceAt(model: FieldModel, pattern: Pattern): ReferenceField | undefined {
  return model.references.find((reference) => reference.path === pattern);
}

/** The key members of a keyed list's elements; undefined for any other list. */
export function listKey(model: FieldModel, pattern: Pattern): readonly string[] | undefined {
  const list = model.lists[pattern];
  return typeof list === 'object' ? list.key : undefined;
}

/** What an element of a keyed list is matched by. */
export function elementKey(
  model: FieldModel,
  pattern: Pattern,
  key: readonly string[],
  element: JsonObject,
): string {
  return joinKey(model, pattern, key, element, referenceKey);
}

/** The element's path segment: as the manifest wrote it, composite keys joined with `,`. */
export function elementSegment(
  model: FieldModel,
  pattern: Pattern,
  key: readonly string[],
  element: JsonObject,
): string {
  return joinKey(model, pattern, key, element, referenceSegment);
}

function joinKey(
  model: FieldModel,
  pattern: Pattern,
  key: readonly string[],
  element: JsonObject,
  name: typeof referenceKey,
): string {
  return key
    .map((member) => {
      const value = element[member];
      const reference = referenceAt(model, `${pattern}/*/${member}`) ? asReference(value) : undefined;
      return reference === undefined ? String(value) : name(reference);
    })
    .join(',');
}

/** Absent and null are one: neither is a value in the tenant. */
export function isAbsent(value: Json | undefined): value is null | undefined {
  return value === undefined || value === null;
}
