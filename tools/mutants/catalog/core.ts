import type { Mutant } from '../mutant.ts';

/** Defects in what several stages share. */
export const coreMutants: readonly Mutant[] = [
  {
    name: 'rebase-overwrites',
    why: 'A field that somebody set to a third value is written over on a conflict',
    faults: ['edit-managed', 'edit-element', 'edit-overflow'],
    file: 'src/core/rebase.ts',
    find: 'else conflicts.push({ path, base: before, theirs: value ?? null, ours: after });',
    replace: 'else open.push(field);',
  },
  {
    name: 'rebase-drops-overlaps',
    why: 'A field that somebody set to a third value is passed over on a conflict, and told as applied',
    faults: ['edit-managed', 'edit-element', 'edit-overflow'],
    file: 'src/core/rebase.ts',
    find: 'else conflicts.push({ path, base: before, theirs: value ?? null, ours: after });',
    replace: '',
  },
  {
    name: 'rebase-accuses-itself',
    why: 'A write that took effect without an answer passes for somebody else’s edit: a conflict with oneself',
    faults: ['lost-after', 'edit-to-ours'],
    file: 'src/core/rebase.ts',
    find: 'if (sameValue(model, pattern, value, after)) continue;',
    replace: '',
  },
  {
    name: 'rebase-without-keys',
    why: 'An element of a list is written whatever somebody has made of it since',
    faults: ['edit-element', 'touch'],
    file: 'src/core/rebase.ts',
    find: 'if (sameValue(model, pattern, value, before)) open.push(field);',
    replace: "if (sameValue(model, pattern, value, before) || pattern.includes('*')) open.push(field);",
  },
  {
    name: 'null-is-not-absent',
    why: 'A field that was cleared never counts as clear: every plan has it again',
    faults: ['edit-managed'],
    file: 'src/core/stable.ts',
    find: 'if (isAbsent(a) || isAbsent(b)) return isAbsent(a) && isAbsent(b);',
    replace: 'if (isAbsent(a) || isAbsent(b)) return false;',
  },
  {
    name: 'wish-known-as-applied',
    why: 'The ledger takes what is declared for what holds, so that drift passes for somebody’s edit of what never was',
    faults: ['edit-managed', 'edit-overflow'],
    file: 'src/core/applied-so-far.ts',
    find: 'return before === undefined ? [] : [[key, stableValue(model, at, before)]];',
    replace: 'return [[key, stableValue(model, at, wanted)]];',
  },
  {
    name: 'new-element-replaces-list',
    why: 'To add an element the whole list is replaced, with what others have in it',
    faults: ['add-element', 'drop-element'],
    file: 'src/core/spec-at.ts',
    find: 'return index === -1 ? [...list, element] : list.with(index, element);',
    replace: 'return index === -1 ? [element] : list.with(index, element);',
  },
  {
    name: 'anything-fits-a-create',
    why: 'Any object passes for what a create was to make',
    faults: ['silent-before', 'lost-before', 'create-same-name', 'crash'],
    file: 'src/core/fits.ts',
    find: 'isAbsent(wanted) || sameValue(',
    replace: '!isAbsent(key) || sameValue(',
  },
];
