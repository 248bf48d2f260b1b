import { type Diagnostic, error } from '../core/diagnostic.ts';
import { didYouMean } from '../core/did-you-mean.ts';
import { listKey, type Pattern } from '../core/field-model.ts';
import { isArray, isObject, type Json, type JsonObject, ownMember } from '../core/json.ts';
import type { ObjectKind } from '../core/kind.ts';
import type { KindTable } from '../core/kind-table.ts';
import type { Ignore } from '../core/manifest.ts';
import { pathSegments } from '../core/path.ts';
import type { Resource } from '../core/resource.ts';

/**
 * `IGNORE_UNKNOWN_FIELD`: a path of `metadata.ignore` that leads to nothing which a resource could have, so that nothing would be left to
 * the UI. `IGNORE_INSIDE_LIST`: one into a list whose elements have no names.
 */
export function checkIgnores(kinds: KindTable, resources: readonly Resource[]): Diagnostic[] {
  const entries = new Map(
    resources.flatMap((resource) =>
      resource.ignore.map((ignore) => [ignore.source, { resource, ignore }] as const),
    ),
  );
  return [...entries.values()].flatMap(({ resource, ignore }) => {
    const problem = problemOf(kinds.get(resource.kind), ignore);
    return problem ? [error({ ...problem, address: resource.manifest, source: ignore.source })] : [];
  });
}

type Problem = Pick<Diagnostic, 'code' | 'summary' | 'hint'>;

function problemOf(kind: ObjectKind, { path }: Ignore): Problem | undefined {
  const [first = '', ...rest] = pathSegments(path);
  if (kind.expand?.consumes.includes(first)) return unknown(path, first, []);
  let schema: JsonObject | undefined = propertiesOf(kind.schema)[first];
  // A first step that no spec has was told when the manifest was read.
  if (!schema) return undefined;
  let pattern: Pattern = `/${first}`;
  for (const segment of rest) {
    const items: Json | undefined = schema.items;
    const isList = isObject(items);
    if (isList && !listKey(kind.fields, pattern)) return insideList(path, pattern);
    const members: Readonly<Record<string, JsonObject>> = isList ? {} : propertiesOf(schema);
    const below: JsonObject | undefined = isList ? items : ownSchema(members, segment);
    if (!below) return unknown(path, segment, Object.keys(members));
    schema = below;
    pattern += isList ? '/*' : `/${segment}`;
  }
  return undefined;
}

/** The members of a schema and of its alternatives. */
function propertiesOf({ properties, anyOf, oneOf, allOf }: JsonObject): Readonly<Record<string, JsonObject>> {
  const alternatives = [anyOf, oneOf, allOf].filter(isArray).flat().filter(isObject);
  return Object.assign({}, isObject(properties) ? properties : {}, ...alternatives.map(propertiesOf));
}

function ownSchema(members: Readonly<Record<string, JsonObject>>, name: string): JsonObject | undefined {
  return isObject(ownMember(members, name)) ? members[name] : undefined;
}

function unknown(path: string, segment: string, known: readonly string[]): Problem {
  return {
    code: 'IGNORE_UNKNOWN_FIELD',
    summary: `There is no ${segment} to ignore at ${path}`,
    hint: known.length > 0 ? `There is: ${known.join(', ')}` : 'Ignore a field that the tenant has',
    ...didYouMean(segment, known),
  };
}

function insideList(path: string, pattern: Pattern): Problem {
  return {
    code: 'IGNORE_INSIDE_LIST',
    summary: `${path} leads into a list whose elements have no names`,
    hint: `Ignore the whole list: ${pattern}`,
  };
}
