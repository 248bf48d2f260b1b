import type { ErrorObject } from 'ajv/dist/2020.js';
import { type Diagnostic, error } from '../core/diagnostic.ts';
import { isObject, type Json, type JsonObject } from '../core/json.ts';
import { pathSegments } from '../core/path.ts';
import { type Annotations, annotationsOf } from './annotations.ts';
import type { ParsedDocument } from './parse.ts';
import { placeName } from './place-name.ts';
import { schemaViolations } from './schema-check.ts';
import { shown } from './shown.ts';
import { violationProblem } from './violation-problem.ts';

/** What is wrong with a document by its JSON Schema: each mistake once, in plain words. */
export function validate(document: ParsedDocument, schema: JsonObject): readonly Diagnostic[] {
  const violations = schemaViolations(schema, document.value);
  const wrongType = new Set(violations.filter(isWrongType).map(({ instancePath }) => instancePath));
  const problems = violations
    // The wrong type of a value is all there is to say of it; `if` only repeats what its `then` found.
    .filter((violation) => isWrongType(violation) || !wrongType.has(violation.instancePath))
    .filter(({ keyword }) => keyword !== 'if')
    .map((violation) => problemOf(violation, annotationsOf(schema, violation), document));
  return withoutKnown(problems, document.diagnostics);
}

const isWrongType = ({ keyword }: ErrorObject) => keyword === 'type';

function problemOf(
  violation: ErrorObject,
  { expects, secret }: Annotations,
  document: ParsedDocument,
): Diagnostic {
  const pointer = violation.instancePath;
  if (secret && isLiteral(valueAt(document.value, secret.pointer)))
    return literalSecret(secret.pointer, document);
  if (expects) return unexpected(expects, secret !== undefined, document);
  return violationProblem(
    {
      keyword: violation.keyword,
      params: violation.params,
      pointer,
      value: violation.data as Json,
      schema: violation.parentSchema as JsonObject,
      secret: secret !== undefined,
    },
    document,
  );
}

function literalSecret(pointer: string, { sources }: ParsedDocument): Diagnostic {
  const source = sources.get(pointer);
  return error({
    code: 'LITERAL_SECRET',
    summary: `${placeName(pointer)} holds a secret in plain text`,
    hint: 'Take it from the environment, {env: NAME}, or from a file outside Git, {file: path}. Replace the secret if it was ever committed',
    ...(source && { source }),
  });
}

/** One sentence in place of what is wrong with each of the alternatives. */
function unexpected(
  { text, pointer }: { text: string; pointer: string },
  secret: boolean,
  { value, sources }: ParsedDocument,
): Diagnostic {
  const source = sources.get(pointer);
  const found = secret ? 'something else' : shown(valueAt(value, pointer));
  return error({
    code: 'WRONG_TYPE',
    summary: `${placeName(pointer)} is ${found}; expected ${text}`,
    ...(source && { source }),
  });
}

const isLiteral = (value: Json | undefined) =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';

function valueAt(value: Json, pointer: string): Json | undefined {
  return pathSegments(pointer).reduce<Json | undefined>((at, segment) => {
    if (Array.isArray(at)) return at[Number(segment)];
    return isObject(at) ? at[segment] : undefined;
  }, value);
}

/** Each problem once, and none where the document's YAML already has one; but a secret is always worth saying. */
function withoutKnown(problems: readonly Diagnostic[], known: readonly Diagnostic[]): Diagnostic[] {
  const place = ({ source }: Diagnostic) => `${source?.file}:${source?.line}:${source?.column}`;
  const places = new Set(known.map(place));
  const distinct = new Map(
    problems.map((problem) => [`${place(problem)} ${problem.code} ${problem.summary}`, problem]),
  );
  return [...distinct.values()].filter(
    (problem) => problem.code === 'LITERAL_SECRET' || !places.has(place(problem)),
  );
}
