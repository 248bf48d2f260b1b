import type { FieldModel } from './field-model.ts';
import type { DeclarableKind } from './kind.ts';

/** What the engine must know of a kind's spec as manifests have it. */
export function manifestFields(kind: DeclarableKind): FieldModel {
  return kind.role === 'object' && kind.expand ? kind.expand.fields : kind.fields;
}
