import { type FieldModel, listKey } from '../../core/field-model.ts';
import { isArray, isObject } from '../../core/json.ts';
import { manifestFields } from '../../core/manifest-fields.ts';
import type { Path } from '../../core/path.ts';
import { type SpecAt, specAt } from '../../core/spec-at.ts';
import type { ManifestDocument } from './documents.ts';
import type { References } from './references.ts';

/** A place of a document's spec, with its references bound. */
export interface GitSide {
  readonly model: FieldModel;
  readonly own: SpecAt;
  /** The map or list that it is in. */
  readonly around: SpecAt;
  /** Whether that has places of its own: what is declared as nothing has none, nor has a list without a key. */
  readonly isPlace: boolean;
}

export function gitSideOf(references: References, { kind, spec }: ManifestDocument, at: Path): GitSide {
  const model = manifestFields(kind);
  const bound = references.bound(model, spec);
  const around = specAt(model, bound, at.slice(0, at.lastIndexOf('/')));
  const hasKey = isArray(around.value) && listKey(model, around.pattern) !== undefined;
  const isPlace = at === '' || isObject(around.value) || hasKey;
  return { model, own: specAt(model, bound, at), around, isPlace };
}
