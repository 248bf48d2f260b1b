import type { Address } from '../../core/address.ts';
import type { Diagnostic } from '../../core/diagnostic.ts';
import type { Json } from '../../core/json.ts';
import type { Path } from '../../core/path.ts';
import type { ManifestDocument } from './documents.ts';
import type { LiveSide } from './live-side.ts';
import type { SpecEdit } from './spec-edit.ts';

/** An edit of a document by which a field of a resource gets its live value. */
export interface FieldEdit {
  /** Of the resource. */
  readonly address: Address;
  /** Into the resource's spec. */
  readonly path: Path;
  /** As the manifest says it, in the form that output has. */
  readonly before: Json;
  /** As the manifest will say it. */
  readonly after: Json;
  readonly document: ManifestDocument;
  readonly edit: SpecEdit;
}

/** The document that declares a part of a resource. */
export interface Place {
  readonly side: LiveSide;
  readonly document: ManifestDocument;
  /** The part of the resource's spec that the document's is. */
  readonly root: Path;
}

export interface FieldEdits {
  readonly edits: readonly FieldEdit[];
  readonly diagnostics: readonly Diagnostic[];
}

export const noEdits: FieldEdits = { edits: [], diagnostics: [] };

export const refused = (...diagnostics: Diagnostic[]): FieldEdits => ({ edits: [], diagnostics });

export function allOf(parts: readonly FieldEdits[]): FieldEdits {
  return {
    edits: parts.flatMap(({ edits }) => edits),
    diagnostics: parts.flatMap(({ diagnostics }) => diagnostics),
  };
}
