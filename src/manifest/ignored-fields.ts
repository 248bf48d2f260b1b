import { type Diagnostic, error } from '../core/diagnostic.ts';
import { didYouMeanAmong } from '../core/did-you-mean.ts';
import { isArray, isObject, type JsonObject } from '../core/json.ts';
import { childPath, pathSegments } from '../core/path.ts';
import { memberOf } from './declaration.ts';
import type { DocumentKind } from './document-schema.ts';
import { isPointer } from './metadata-schema.ts';
import type { ParsedDocument } from './parse.ts';
import { placeName } from './place-name.ts';
import { shown } from './shown.ts';

/** `IGNORE_UNKNOWN_FIELD`: `metadata.ignore` names what no spec of the kind has, so that nothing would be left to the UI. */
export function ignoredFieldProblems(
  document: ParsedDocument,
  { role, schema }: DocumentKind,
): readonly Diagnostic[] {
  const entries = memberOf(memberOf(document.value, 'metadata'), 'ignore');
  // Anywhere else `ignore` itself is unknown.
  if (!isArray(entries) || (role !== 'object' && role !== 'facet')) return [];
  const known = [...new Set(memberNames(schema))];
  const nearest = didYouMeanAmong(known);
  return entries.flatMap((entry, index) => {
    const path = memberOf(entry, 'path');
    if (!isPointer(path)) return [];
    const [member = ''] = pathSegments(path);
    if (known.includes(member)) return [];
    const place = childPath('/metadata/ignore', index);
    return error({
      code: 'IGNORE_UNKNOWN_FIELD',
      summary: `${placeName(`${place}/path`)} begins with ${shown(member)}, which is no member of spec`,
      detail: `Known there: ${known.join(', ')}`,
      hint: 'Begin the path with one of these, or remove the entry',
      ...nearest(member),
      source: document.sources.get(`${place}/path`) ?? document.source,
    });
  });
}

/** Those of a schema and of all its alternatives. */
function memberNames(schema: JsonObject): string[] {
  const { properties } = schema;
  const parts = [schema.anyOf, schema.oneOf, schema.allOf].filter(isArray).flat().filter(isObject);
  return [...(isObject(properties) ? Object.keys(properties) : []), ...parts.flatMap(memberNames)];
}
