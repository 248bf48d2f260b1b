import { canonicalSpec } from '../../compile/canonical.ts';
import { isAbsent, listKey } from '../../core/field-model.ts';
import { fieldAt } from '../../core/field-tree.ts';
import { isArray, isObject, type Json } from '../../core/json.ts';
import { childPath, type Path, pathSegments } from '../../core/path.ts';
import { sameValue } from '../../core/stable.ts';
import type { AcceptContext } from './context.ts';
import { allOf, type FieldEdits, noEdits, type Place, refused } from './field-edit.ts';
import { type GitSide, gitSideOf } from './git-side.ts';
import { mergedSet } from './merged-set.ts';
import { overlaidAt } from './overlaid-at.ts';
import { facetGone, overlaid, unfit } from './problems.ts';
import type { SpecEdit } from './spec-edit.ts';
import { valueAt } from './value-at.ts';
import { whyUnsayable } from './why-unsayable.ts';

/** The edits of the document that declares a field: as few and as deep in it as possible, so that what stands around stays. */
export function memberEdits(context: AcceptContext, place: Place, path: Path): FieldEdits {
  const { side, document, root } = place;
  const at = path.slice(root.length);
  const { value: live, pattern } = side.at(path);
  const declared = side.declared(path);
  if (at === '' && isAbsent(live)) return refused(facetGone(side.resource, document));
  // Git says it already, by whatever overlay.
  if (sameValue(side.model, pattern, declared, live)) return noEdits;
  const git = gitSideOf(context.references, document, at);
  if (!git.isPlace) return memberEdits(context, place, path.slice(0, path.lastIndexOf('/')));
  const isReference = fieldAt(side.model, pattern)?.reference !== undefined;
  if (isObject(git.own.value) && isObject(declared) && isObject(live) && !isReference) {
    const members = Object.keys(declared).map((key) => childPath(path, key));
    return allOf(members.map((member) => memberEdits(context, place, member)));
  }
  const overlay = overlaidAt(context, document, at);
  if (overlay) return refused(overlaid(side.resource, path, overlay));
  if (side.isGone(path)) return refused(unfit(side, path, 'It refers to what has been deleted'));
  const edit = isArray(git.around.value) ? elementEdit(place, path, git) : setEdit(place, path, git);
  const why = whyUnsayable(context.kinds, document, edit);
  if (why !== undefined) return refused(unfit(side, path, why));
  const before = canonical(place, git) ?? declared ?? null;
  const after = edit.action === 'remove' ? null : edit.value;
  const { address } = side.resource;
  return { edits: [{ address, path, before, after, document, edit }], diagnostics: [] };
}

/** What the document says there, as it is written. */
function written({ document }: Place, { own }: GitSide): Json | undefined {
  return own.value === undefined ? undefined : valueAt(document.spec, pathSegments(own.indexPath));
}

/** The same in the one form that output has. */
function canonical({ document }: Place, { model, own }: GitSide): Json | undefined {
  if (own.value === undefined) return undefined;
  return valueAt(canonicalSpec(model, document.spec), pathSegments(own.indexPath));
}

function elementEdit({ side }: Place, path: Path, { own, around }: GitSide): SpecEdit {
  const value = side.written(path);
  const at = pathSegments(own.indexPath);
  if (isAbsent(value)) return { action: 'remove', at };
  if (own.value !== undefined) return { action: 'set', at, value };
  return { action: 'append', at: pathSegments(around.indexPath), value };
}

function setEdit(place: Place, path: Path, git: GitSide): SpecEdit {
  const [member = ''] = pathSegments(path).slice(-1);
  const at = [...pathSegments(git.around.indexPath), member];
  return { action: 'set', at, value: wantedValue(place, path, git) };
}

function wantedValue(place: Place, path: Path, git: GitSide): Json {
  const { model, own } = git;
  const { side } = place;
  const value = side.written(path);
  // A keyed list without elements is what an absent one is; anything else that the tenant does not have is declared as nothing.
  if (isAbsent(value)) return isArray(own.value) && listKey(model, own.pattern) ? [] : null;
  const before = written(place, git);
  if (!isArray(value) || !isArray(own.value) || !isArray(before)) return value;
  const node = fieldAt(model, own.pattern);
  return mergedSet(node, { own: before, bound: own.value }, { written: value, live: side.at(path).value });
}
