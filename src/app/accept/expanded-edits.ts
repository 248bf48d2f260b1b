import { isDeepStrictEqual } from 'node:util';
import { nameIn } from '../../core/address.ts';
import { fieldAt } from '../../core/field-tree.ts';
import { isArray, type Json, type JsonObject, ownMember } from '../../core/json.ts';
import { manifestFields } from '../../core/manifest-fields.ts';
import { childPath, type Path } from '../../core/path.ts';
import type { AcceptContext } from './context.ts';
import { allOf, type FieldEdits, type Place, refused } from './field-edit.ts';
import { mergedSet } from './merged-set.ts';
import { overlaidAt } from './overlaid-at.ts';
import { expanded, overlaid, unfit } from './problems.ts';
import type { SpecEdit } from './spec-edit.ts';
import { whyUnsayable } from './why-unsayable.ts';

/**
 * The edits of a manifest that expands to several resources, where its kind can write a value of one of them back. Whether the manifest
 * then says something else of others is seen when it is compiled.
 */
export function expandedEdits(context: AcceptContext, { side, document }: Place, path: Path): FieldEdits {
  const { resource } = side;
  if (side.isGone(path)) return refused(unfit(side, path, 'It refers to what has been deleted'));
  const after = side.written(path) ?? null;
  const { writeBack } = context.kinds.get(resource.kind);
  const member = nameIn(resource.address).slice(nameIn(resource.manifest).length + 1);
  const wanted = writeBack?.(document.spec, { member, path, value: after });
  if (!wanted) return refused(expanded(resource, path));
  const changed = Object.keys(wanted).filter((key) => !isDeepStrictEqual(wanted[key], document.spec[key]));
  const before = side.declared(path) ?? null;
  return allOf(
    changed.map((key) => {
      const overlay = overlaidAt(context, document, childPath('', key));
      if (overlay) return refused(overlaid(resource, path, overlay));
      const edit: SpecEdit = { action: 'set', at: [key], value: inOrder(context, document, wanted, key) };
      const why = whyUnsayable(context.kinds, document, edit);
      if (why !== undefined) return refused(unfit(side, path, why));
      return { edits: [{ address: resource.address, path, before, after, document, edit }], diagnostics: [] };
    }),
  );
}

/** What a member shall be, in the order and the spelling that it has. */
function inOrder(
  { references }: AcceptContext,
  { kind, spec }: Place['document'],
  wanted: JsonObject,
  key: string,
): Json {
  const model = manifestFields(kind);
  const own = ownMember(spec, key);
  const written = wanted[key] ?? null;
  const bound = references.bound(model, spec)[key];
  if (!isArray(own) || !isArray(bound) || !isArray(written)) return written;
  const live = references.bound(model, wanted)[key];
  return mergedSet(fieldAt(model, childPath('', key)), { own, bound }, { written, live });
}
