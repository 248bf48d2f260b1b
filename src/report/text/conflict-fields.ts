import type { FieldConflict } from '../../core/outcome.ts';
import { escapeText } from '../escape.ts';
import { fieldValueText } from './value.ts';

/** The fields that two people wanted, with what was there before and what each of them wants. */
export function conflictRows(fields: readonly FieldConflict[]): string[][] {
  return fields.map(({ path, base, theirs, ours }) => [
    escapeText(path.slice(1)),
    `was ${fieldValueText(path, base)}`,
    `in the tenant ${fieldValueText(path, theirs)}`,
    `in Git ${fieldValueText(path, ours)}`,
  ]);
}
