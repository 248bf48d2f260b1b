import { ApiError } from '../core/api-error.ts';
import type { Change } from '../core/change.ts';
import { DecodeError } from '../core/decode-error.ts';
import type { JsonObject } from '../core/json.ts';
import type { Outcome } from '../core/outcome.ts';
import type { ChangeContext } from './context.ts';
import { shownWhereCleared } from './observed.ts';

/**
 * What the tenant shows where the write that has just been applied cleared fields, by path. Where that cannot be read, or somebody has
 * written since, nothing is remembered, and the clear is sent once more.
 */
export async function shownAfterWrite(
  { kind, reread }: ChangeContext,
  change: Change,
  { id, version }: Outcome,
): Promise<JsonObject> {
  if (id === undefined) return {};
  try {
    const now = await reread(id);
    // An answer without a version leaves nothing to compare.
    if (!now || (version !== undefined && now.version !== version)) return {};
    return shownWhereCleared(kind.fields, change.desired, now.spec);
  } catch (thrown) {
    if (thrown instanceof ApiError || thrown instanceof DecodeError) return {};
    throw thrown;
  }
}
