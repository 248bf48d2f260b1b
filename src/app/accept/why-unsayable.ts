import type { KindTable } from '../../core/kind-table.ts';
import { isSayable } from '../../manifest/edit/sound-values.ts';
import { unfitIn } from '../unfit-in.ts';
import type { ManifestDocument } from './documents.ts';
import { editedSpec, type SpecEdit } from './spec-edit.ts';

/** Why no manifest of a kind can have a value where an edit would set it; undefined where one can. */
export function whyUnsayable(
  kinds: KindTable,
  { kind, spec }: ManifestDocument,
  edit: SpecEdit,
): string | undefined {
  const edited = editedSpec(spec, edit);
  if (!isSayable({ spec: edited })) return 'YAML cannot hold it so that it is read back as it is';
  const before = unfitIn(kinds, kind.kind, spec);
  const refused = unfitIn(kinds, kind.kind, edited)?.filter((member) => !before?.includes(member)) ?? [];
  return refused.length === 0 ? undefined : `The schema of ${kind.kind} does not allow it`;
}
