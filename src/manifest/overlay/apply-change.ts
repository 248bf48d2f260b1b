import { address } from '../../core/address.ts';
import { type Diagnostic, error } from '../../core/diagnostic.ts';
import type { FieldModel } from '../../core/field-model.ts';
import type { DeclarableKind } from '../../core/kind.ts';
import { manifestFields } from '../../core/manifest-fields.ts';
import type { Declaration } from '../declaration.ts';
import type { OverlayBudget } from './budget.ts';
import type { LocatedNode, Members } from './located-tree.ts';
import { merge } from './merge.ts';
import type { OverlayChange } from './overlay-entry.ts';
import { applyPatch, type FailedOperation } from './patch.ts';

/** Carries an entry's change out on the tree of a manifest. */
export function applyChange(
  tree: LocatedNode,
  change: Exclude<OverlayChange, { readonly type: 'exclude' }>,
  declares: Declaration<DeclarableKind>,
  budget: OverlayBudget,
): readonly Diagnostic[] {
  if (change.type === 'patch') {
    const failed = applyPatch(tree, change.operations, budget);
    return failed ? [operationFailed(failed, declares)] : [];
  }
  // A document that declares something is a map.
  const members = tree.content as Members;
  const { spec, metadata } = change;
  if (spec) members.spec = merge(members.spec, spec, { model: manifestFields(declares.kind), budget }, '');
  if (metadata) members.metadata = merge(members.metadata, metadata, { model: plain, budget }, '');
  return [];
}

/** Of metadata: no list has a key. */
const plain: FieldModel = { references: [], lists: {}, durations: [] };

function operationFailed(
  { source, reason, detail }: FailedOperation,
  { kind: { kind }, name }: Declaration<DeclarableKind>,
): Diagnostic {
  return error({
    code: 'OVERLAY_PATCH_FAILED',
    summary: `${kind}/${name} ${reason}`,
    ...(detail !== undefined && { detail }),
    hint: 'Correct the operation, or remove it',
    address: address(kind, name),
    source,
  });
}
