import type { ErrorObject } from 'ajv/dist/2020.js';
import { isObject, type Json, type JsonObject } from '../core/json.ts';
import { childPath, pathSegments } from '../core/path.ts';

/** What the schema nodes on the way to a violation say about it. Places are pointers into the document. */
export interface Annotations {
  /** The outermost `x-expects`. */
  readonly expects?: { readonly text: string; readonly pointer: string };
  /** The innermost `x-secret`. */
  readonly secret?: { readonly pointer: string };
}

/** Follows a violation's path through its schema, keeping pace in the document. */
export function annotationsOf(
  schema: JsonObject,
  { schemaPath, instancePath }: Pick<ErrorObject, 'schemaPath' | 'instancePath'>,
): Annotations {
  const steps = pathSegments(schemaPath.slice(1)).map(decodeURIComponent);
  const members = pathSegments(instancePath);
  let annotations: Annotations = {};
  let node: Json | undefined = schema;
  let pointer = '';
  for (let index = 0; index < steps.length && node !== undefined; index += 1) {
    annotations = { ...annotations, ...annotationsAt(node, pointer, annotations) };
    const keyword = steps[index] ?? '';
    node = childOf(node, keyword);
    if (memberKeywords.has(keyword)) node = childOf(node, steps[++index] ?? '');
    const descends = memberKeywords.has(keyword) || elementKeywords.has(keyword);
    const member = descends ? members.shift() : undefined;
    if (member !== undefined) pointer = childPath(pointer, member);
  }
  return annotations;
}

/** Keywords whose value maps members to schemas, so that a name or index follows in the path. */
const memberKeywords: ReadonlySet<string> = new Set(['properties', 'patternProperties', 'prefixItems']);

/** Keywords whose value is the schema of every element or further member. */
const elementKeywords: ReadonlySet<string> = new Set(['items', 'additionalProperties']);

function annotationsAt(node: Json, pointer: string, outer: Annotations): Annotations {
  if (!isObject(node)) return {};
  const text = node['x-expects'];
  return {
    ...(typeof text === 'string' && !outer.expects && { expects: { text, pointer } }),
    ...(node['x-secret'] === true && { secret: { pointer } }),
  };
}

function childOf(node: Json | undefined, step: string): Json | undefined {
  if (Array.isArray(node)) return node[Number(step)];
  return isObject(node) ? node[step] : undefined;
}
