import { invariant } from '../../core/invariant.ts';
import { isArray, type Json, type JsonObject } from '../../core/json.ts';
import { withValueAt } from '../../manifest/edit/value.ts';
import { valueAt } from './value-at.ts';

/** What is done to a spec: a value set, an element added to the list at `at`, or an element taken from its list. */
export type SpecEdit =
  | { readonly action: 'set' | 'append'; readonly at: readonly string[]; readonly value: Json }
  | { readonly action: 'remove'; readonly at: readonly string[] };

/** The order in which edits of one spec are carried out: what removes elements would move those that others mean. */
export const actionsInOrder = ['set', 'append', 'remove'] as const;

/** Where an edit sets a value: behind the last element for one that adds. `spec` is as it is before the edit. */
export function placeOf(spec: JsonObject, edit: SpecEdit): readonly string[] {
  if (edit.action !== 'append') return edit.at;
  const list = valueAt(spec, edit.at);
  invariant(isArray(list), 'an element is added to what is no list');
  return [...edit.at, String(list.length)];
}

/** The spec with an edit carried out. */
export function editedSpec(spec: JsonObject, edit: SpecEdit): JsonObject {
  const value = edit.action === 'remove' ? undefined : edit.value;
  return withValueAt(spec, placeOf(spec, edit), value) as JsonObject;
}
