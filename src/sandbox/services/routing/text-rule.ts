import type { Reason } from '../../refusal.ts';
import type { Json } from '../../wire.ts';

/** What is wrong with a member that must be a string that is not empty. */
export function nonEmptyTextReasons(name: string, value: Json): readonly Reason[] {
  if (typeof value === 'string' && value !== '') return [];
  return [{ code: 'invalid_value', message: `${name} must be a string that is not empty` }];
}
