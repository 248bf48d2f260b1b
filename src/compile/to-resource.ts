import { type Address, address } from '../core/address.ts';
import type { FieldModel, Pattern } from '../core/field-model.ts';
import { isArray, isObject, type Json, type JsonObject } from '../core/json.ts';
import type { ObjectKind } from '../core/kind.ts';
import type { Manifest } from '../core/manifest.ts';
import type { Resource } from '../core/resource.ts';
import { formatDuration, parseDuration } from '../core/time/duration.ts';

/** A manifest as the engine works with it: canonical durations, and the name that it has in the tenant. */
export function toResource(
  kind: ObjectKind,
  manifest: Manifest,
  pins: ReadonlyMap<Address, string>,
): Resource {
  const at = address(manifest.kind, manifest.name);
  const pin = pins.get(at);
  return {
    address: at,
    kind: manifest.kind,
    spec: { displayName: manifest.name, ...canonicalDurations(kind.fields, manifest.spec) },
    sources: manifest.sources,
    protect: manifest.protect,
    ...(pin !== undefined && { pin }),
  };
}

function canonicalDurations(model: FieldModel, spec: JsonObject): JsonObject {
  const visit = (value: Json, pattern: Pattern): Json => {
    if (typeof value === 'string' && model.durations.includes(pattern)) return canonicalDuration(value);
    if (isArray(value)) return value.map((element) => visit(element, `${pattern}/*`));
    if (!isObject(value)) return value;
    const members = Object.entries(value).map(([key, member]) => [key, visit(member, `${pattern}/${key}`)]);
    return Object.fromEntries(members);
  };
  return visit(spec, '') as JsonObject;
}

function canonicalDuration(text: string): string {
  const ms = parseDuration(text);
  return ms === undefined ? text : formatDuration(ms);
}
