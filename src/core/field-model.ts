import type { Json, JsonObject } from './json.ts';
import type { Path } from './path.ts';

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
  /**
   * The field that a create may leave out at first, and a delete may clear before, where references go in a circle. It holds the
   * reference.
   */
  readonly deferrable?: Path;
}

/** What the engine must know of a kind's spec to compare, show and store it. */
export interface FieldModel {
  readonly references: readonly ReferenceField[];
  /** Lists that are not named here are atomic. */
  readonly lists: { readonly [path: Pattern]: ListModel };
  /** Fields that hold a duration; compile makes them canonical. */
  readonly durations: readonly Pattern[];
  /** Top-level fields that are sent with every write and never compared: what the tenant has there is its own affair. */
  readonly writeOnly?: readonly Pattern[];
}

/** The fields of a spec that are compared: all but those that are only ever sent. */
export function comparedPart({ writeOnly = [] }: FieldModel, spec: JsonObject): JsonObject {
  if (writeOnly.length === 0) return spec;
  return Object.fromEntries(Object.entries(spec).filter(([key]) => !writeOnly.includes(`/${key}`)));
}

/** The fields of a spec that are only ever sent. */
export function writeOnlyPart({ writeOnly = [] }: FieldModel, spec: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(spec).filter(([key]) => writeOnly.includes(`/${key}`)));
}

/** The key members of a keyed list's elements; undefined for any other list. */
export function listKey(model: FieldModel, pattern: Pattern): readonly string[] | undefined {
  const list = model.lists[pattern];
  return typeof list === 'object' ? list.key : undefined;
}

/** Absent and null are one: neither is a value in the tenant. */
export function isAbsent(value: Json | undefined): value is null | undefined {
  return value === undefined || value === null;
}
