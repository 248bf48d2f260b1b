import type { FieldModel } from './field-model.ts';
import { digest } from './fingerprint.ts';
import type { JsonObject } from './json.ts';
import type { LiveObject } from './resource.ts';
import { stableSpec } from './stable.ts';

/**
 * What an object that is to be deleted is known by: its whole spec, and where no version tells of an edit, also all that cxform knows
 * nothing of.
 */
export function deleteFingerprint(model: FieldModel, { spec, raw, version }: LiveObject): string {
  const known = stableSpec(model, spec);
  return digest(version === undefined ? { spec: known, raw: raw as JsonObject } : known);
}
