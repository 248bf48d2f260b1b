import type { Mutant } from '../mutant.ts';

/** Defects in planning, and in bringing a plan up to date. */
export const planMutants: readonly Mutant[] = [
  {
    name: 'stale-field-passed-over',
    why: 'A field that somebody moved since the plan was kept is left out without a word, and the change told as applied',
    faults: ['saved-plan', 'slow-approval', 'edit-managed', 'edit-overflow'],
    file: 'src/plan/up-to-date.ts',
    find: '  if (conflicts.length > 0) {\n    return {\n      moved:',
    replace: '  if (conflicts.length > 99) {\n    return {\n      moved:',
  },
  {
    name: 'stale-field-overwritten',
    why: 'A kept plan writes its values over what somebody has set since it was looked at',
    faults: ['saved-plan', 'slow-approval', 'edit-managed', 'edit-overflow'],
    file: 'src/plan/up-to-date.ts',
    find: 'const { fields, conflicts } = rebase(model, change.desired, change.fields, object.spec);',
    replace:
      'const { fields, conflicts } = { ...rebase(model, change.desired, change.fields, object.spec), fields: change.fields, conflicts: [] as { path: string; base: Json; theirs: Json }[] };',
  },
  {
    name: 'stale-create-carried-out',
    why: 'A kept plan creates what somebody has created since',
    faults: ['saved-plan', 'slow-approval', 'create-same-name', 'create-our-twin'],
    file: 'src/plan/up-to-date.ts',
    find: "if (change.action === 'create' && object) {",
    replace: "if (change.action === 'create' && object && change.id) {",
  },
  {
    name: 'stale-delete-carried-out',
    why: 'A kept plan deletes an object with what somebody has changed of it since it was looked at',
    faults: ['saved-plan', 'slow-approval', 'edit-managed', 'edit-unmanaged'],
    file: 'src/plan/up-to-date.ts',
    find: `return deleteFingerprint(kinds.get(object.kind).fields, object) === change.fingerprint &&
    object.version === change.version
    ? { change }`,
    replace: `return change.fingerprint
    ? { change: { ...change, ...(object.version !== undefined && { version: object.version }) } }`,
  },
  {
    name: 'stale-binding-passed-over',
    why: 'A kept plan refers to an object that has been replaced since',
    faults: ['saved-plan', 'slow-approval', 'delete-and-recreate'],
    file: 'src/plan/up-to-date.ts',
    find: 'const moved: Diagnostic[] = movedBindings(plan, live);',
    replace: 'const moved: Diagnostic[] = movedBindings({ ...plan, bindings: {} }, live);',
  },
  {
    name: 'other-manifests-applied',
    why: 'A kept plan is applied although Git has gone on since: what was merged meanwhile is undone',
    faults: ['saved-plan', 'git-goes-on'],
    file: 'src/app/apply-file.ts',
    find: 'if (foreign.length > 0) return { diagnostics: foreign };',
    replace: '',
  },
  {
    name: 'delete-planned-without-version',
    why: 'A planned delete does not say which version it was shown with: an edit right before it is lost',
    faults: ['edit-managed', 'edit-unmanaged', 'touch'],
    file: 'src/plan/change-of.ts',
    find: `    action: 'delete',
    ...target(object),`,
    replace: `    action: 'delete',
    id: object.id,`,
  },
  {
    name: 'element-of-others-not-planned',
    why: 'An element that only the tenant has in a list that Git declares is not planned to go, and never goes',
    faults: ['add-element'],
    file: 'src/core/diff.ts',
    find: 'if (!wanted.has(name)) this.#differs(at(element), element, null);',
    replace: 'if (wanted.has(name)) continue;',
  },
  {
    name: 'delete-before-its-referrers',
    why: 'An object is deleted while others still point at it, which the tenant refuses',
    faults: ['small-pages'],
    file: 'src/plan/dependencies.ts',
    find: 'const needs = [...needsOfCreates(kinds, changes), ...needsOfDeletes(referrers)];',
    replace: 'const needs = [...needsOfCreates(kinds, changes), ...needsOfDeletes(new Map())];',
  },
];
