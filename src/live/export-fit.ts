import { address, byCodeUnit } from '../core/address.ts';
import type { Source } from '../core/diagnostic.ts';
import { duplicateKeys } from '../core/duplicate-keys.ts';
import { isAbsent } from '../core/field-model.ts';
import { isArray, isObject, type Json, type JsonObject } from '../core/json.ts';
import type { ObjectKind } from '../core/kind.ts';
import { childPath, type Path, pathSegments } from '../core/path.ts';
import type { Reference } from '../core/reference.ts';
import { mapReferences, referencesIn } from '../core/references-in.ts';
import type { LiveObject, Resource } from '../core/resource.ts';

/** As much of an object as a manifest can say. */
export interface Fitted {
  /** Undefined where that is not enough for a manifest. */
  readonly spec?: JsonObject;
  /** The members that it cannot say. */
  readonly lost: readonly string[];
}

/** The members of a spec that no manifest of a kind could have; undefined where it could be none at all. */
export type Unfit = (kind: string, spec: JsonObject) => readonly string[] | undefined;

/** What a manifest can say of an object: references as `refer` spells them, without what is absent, empty, or points at nothing. */
export function fitObject(
  kind: ObjectKind,
  { spec }: LiveObject,
  refer: (reference: Reference, kind: string) => Reference,
  unfit: Unfit,
): Fitted {
  const dangling = referencesIn(kind.fields, spec)
    .filter(({ reference }) => typeof reference !== 'string' && 'gone' in reference)
    .map(({ indexPath }) => pathSegments(indexPath)[0] ?? '');
  const named = mapReferences(kind.fields, spec, (reference, field) => refer(reference, field.kind));
  const left = without(tidy(named), dangling);
  if (kind.exportAs) return dangling.length > 0 ? { lost: dangling } : { spec: left, lost: [] };
  const refused = unfit(kind.kind, left)?.concat(refusedByChecks(kind, left)) ?? Object.keys(left);
  const lost = [...new Set([...dangling, ...refused])].sort(byCodeUnit);
  const fitting = without(left, refused);
  const isEnough = !lost.includes(kind.identity.path.slice(1)) && unfit(kind.kind, fitting)?.length === 0;
  return isEnough ? { spec: fitting, lost } : { lost };
}

/** The members that the kind's own checks would refuse. Each place of the spec stands for itself as the file that it was written in. */
function refusedByChecks(kind: ObjectKind, spec: JsonObject): string[] {
  const sources = new Map<string, Source>();
  const visit = (value: Json, path: Path): void => {
    sources.set(path, { file: path, line: 1, column: 1 });
    if (isArray(value))
      for (const [index, element] of value.entries()) visit(element, childPath(path, index));
    else if (isObject(value))
      for (const [key, member] of Object.entries(value)) visit(member, childPath(path, key));
  };
  visit(spec, '');
  const at = address(kind.kind, 'name');
  const identity = { by: kind.identity.by, path: kind.identity.path, isDefault: false };
  const plain = {
    kind: kind.kind,
    manifest: at,
    identity,
    protect: false,
    formerly: [],
    ignore: [],
    facets: [],
  };
  const resource: Resource = { address: at, spec, sources, ...plain };
  const problems = [
    ...duplicateKeys(kind.fields, resource),
    ...kind.checks.flatMap((check) => check([resource], [resource])),
  ];
  return problems.map(({ source }) => pathSegments(source?.file ?? '')[0] ?? '');
}

const without = (spec: JsonObject, members: readonly string[]): JsonObject =>
  Object.fromEntries(Object.entries(spec).filter(([key]) => !members.includes(key)));

/** A manifest that leaves out what is absent, null or empty says the same. */
function tidy(spec: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(spec).filter(([, value]) => !isAbsent(value) && !isEmpty(value)));
}

const isEmpty = (value: Json) =>
  (isArray(value) && value.length === 0) || (isObject(value) && Object.keys(value).length === 0);
