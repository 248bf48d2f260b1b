import { ApiError } from '../core/api-error.ts';
import type { Change } from '../core/change.ts';
import { DecodeError } from '../core/decode-error.ts';
import { canonicalJson } from '../core/fingerprint.ts';
import type { JsonObject } from '../core/json.ts';
import type { Outcome } from '../core/outcome.ts';
import type { LiveObject } from '../core/resource.ts';
import { specAt } from '../core/spec-at.ts';
import { stableValue } from '../core/stable.ts';
import type { ChangeContext } from './context.ts';
import { shownWhereCleared } from './observed.ts';

/**
 * What the tenant shows where the write that has just been applied cleared fields, by path. Where that cannot be read, or somebody has
 * written since, nothing is remembered, and the clear is sent once more.
 */
export async function shownAfterWrite(
  context: ChangeContext,
  change: Change,
  { id, version }: Outcome,
): Promise<JsonObject> {
  if (id === undefined) return {};
  const { kind, reread } = context;
  try {
    const now = await reread(id);
    if (!now) return {};
    const shown = shownWhereCleared(kind.fields, change.desired, now.spec);
    if (now.version === version) return shown;
    if (version !== undefined) return {};
    // Of a new object nobody else has known long enough.
    return context.object ? shownTwice(context, context.object, shown) : shown;
  } catch (thrown) {
    if (thrown instanceof ApiError || thrown instanceof DecodeError) return {};
    throw thrown;
  }
}

/**
 * An answer without the object's version does not tell whether somebody has written since. What stood there before this write, after an
 * earlier clear, and stands there again is the tenant's own; a tenant that always answers so would else be asked for ever.
 */
function shownTwice(
  { kind: { fields }, prior }: ChangeContext,
  object: LiveObject,
  shown: JsonObject,
): JsonObject {
  const isAsBefore = ([path, value]: [string, JsonObject[string]]) => {
    const { value: before, pattern } = specAt(fields, object.spec, path);
    const wasCleared = specAt(fields, prior?.applied ?? {}, path).value === null;
    return (
      wasCleared &&
      before !== undefined &&
      canonicalJson(stableValue(fields, pattern, before)) === canonicalJson(value)
    );
  };
  return Object.fromEntries(Object.entries(shown).filter(isAsBefore));
}
