import { objectOf } from '../../list-index.ts';
import type { Json, TenantObject } from '../../wire.ts';

/** True for the id of one of these objects. */
export function namesOneOf(objects: readonly TenantObject[], id: Json): boolean {
  return typeof id === 'string' && objectOf(objects, id) !== undefined;
}
