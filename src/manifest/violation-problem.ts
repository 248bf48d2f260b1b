import { type Diagnostic, error, type Source } from '../core/diagnostic.ts';
import { didYouMean } from '../core/did-you-mean.ts';
import { isObject, type Json, type JsonObject } from '../core/json.ts';
import { childPath } from '../core/path.ts';
import { durationHint } from './duration-hint.ts';
import { namePattern, pointerPattern } from './metadata-schema.ts';
import { placeName } from './place-name.ts';
import { shown } from './shown.ts';

/** A value that breaks one keyword of its schema. */
export interface Violation {
  readonly keyword: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly pointer: string;
  readonly value: Json;
  /** The schema that holds the keyword. */
  readonly schema: JsonObject;
  /** The value, and its keys, may be a secret. */
  readonly secret: boolean;
}

interface Places {
  readonly sources: ReadonlyMap<string, Source>;
  /** Of what is there, and of what an overlay took away. */
  readonly keys: ReadonlyMap<string, Source>;
}

type Parts = Omit<Diagnostic, 'severity' | 'source'>;

/** A violation in plain words, at the place to correct. */
export function violationProblem(violation: Violation, places: Places): Diagnostic {
  const unknownKey = unknownKeyOf(violation);
  const key = unknownKey ?? missingKeyOf(violation);
  const source =
    (key !== undefined && places.keys.get(childPath(violation.pointer, key))) ||
    places.sources.get(violation.pointer);
  const parts = unknownKey === undefined ? explain(violation) : explainUnknownKey(violation, unknownKey);
  return error({ ...parts, ...(source && { source }) });
}

function unknownKeyOf({ keyword, params }: Violation): string | undefined {
  return keyword === 'additionalProperties' ? String(params.additionalProperty) : undefined;
}

function missingKeyOf({ keyword, params }: Violation): string | undefined {
  return keyword === 'required' ? String(params.missingProperty) : undefined;
}

function explainUnknownKey({ pointer, schema, secret }: Violation, key: string): Parts {
  const place = placeName(pointer);
  const known = isObject(schema.properties) ? Object.keys(schema.properties) : [];
  return {
    code: 'UNKNOWN_KEY',
    // Without its space, `clientSecret:abc` is a key.
    summary: secret
      ? `${place} has a key that is not known there`
      : `${place} has an unknown key ${shown(key)}`,
    ...(known.length > 0 && { detail: `Known there: ${known.join(', ')}` }),
    hint: 'Remove it; cxform explain shows what there is',
    ...didYouMean(key, known),
  };
}

function explain(violation: Violation): Parts {
  const { keyword, pointer, schema } = violation;
  if (schema['x-duration'] === true) return explainDuration(violation);
  if (pointer === '/apiVersion' && keyword === 'const') return explainApiVersion(violation);
  if (keyword === 'format' && schema.format === 'date') return explainDate(violation);
  if (schema.pattern === namePattern && keyword !== 'type') return explainName(violation);
  if (schema.pattern === pointerPattern && keyword !== 'type') return explainPointer(violation);
  const explanation = explanations[keyword];
  return explanation ? explanation(violation) : unfit(violation);
}

function explainDuration(violation: Violation): Parts {
  return {
    code: 'BAD_DURATION',
    summary: `${is(violation)}, which is no duration`,
    ...(!violation.secret && { hint: durationHint(violation.value) }),
  };
}

function explainApiVersion(violation: Violation): Parts {
  const expected = String(violation.params.allowedValue);
  return { code: 'API_VERSION', summary: `${is(violation)}; expected ${expected}` };
}

function explainName(violation: Violation): Parts {
  return {
    code: 'BAD_NAME',
    summary: `${is(violation)}, which is no name`,
    hint: 'Use at most 128 of a-z, 0-9, dot, underscore and hyphen, beginning and ending with a letter or digit',
  };
}

function explainDate(violation: Violation): Parts {
  return {
    code: 'BAD_DATE',
    summary: `${is(violation)}, which is no day`,
    hint: 'Write year, month and day, such as 2026-06-30',
  };
}

function explainPointer(violation: Violation): Parts {
  return {
    code: 'BAD_POINTER',
    summary: `${is(violation)}, which is no JSON pointer`,
    hint: 'Write / before each step, such as /overflow/maxWaitTime; inside a step / is written ~1, and ~ is written ~0',
  };
}

const explanations: { readonly [keyword: string]: (violation: Violation) => Parts } = {
  type: explainType,
  required: ({ pointer, params }) => ({
    code: 'MISSING_KEY',
    summary: `${placeName(pointer)} lacks the key ${String(params.missingProperty)}`,
    hint: 'Add it; cxform explain shows what fits there',
  }),
  enum: (violation) => {
    const allowed = (violation.params.allowedValues as readonly Json[]).map(String);
    return {
      code: 'NOT_ALLOWED_VALUE',
      summary: `${is(violation)}; allowed: ${allowed.join(', ')}`,
      ...didYouMean(String(violation.value), allowed),
    };
  },
  minimum: (violation) => outOfRange(is(violation), `at least ${limit(violation)}`),
  maximum: (violation) => outOfRange(is(violation), `at most ${limit(violation)}`),
  minLength: (violation) => outOfRange(is(violation), `at least ${limit(violation)} characters`),
  maxLength: (violation) => outOfRange(is(violation), `at most ${limit(violation)} characters`),
  minItems: (violation) => outOfRange(has(violation), `at least ${limit(violation)}`),
  maxItems: (violation) => outOfRange(has(violation), `at most ${limit(violation)}`),
};

function explainType(violation: Violation): Parts {
  const types = [violation.params.type].flat().map(String);
  const scalar = typeof violation.value === 'number' || typeof violation.value === 'boolean';
  const expected = types.map((type) => typeNames[type] ?? type).join(' or ');
  return {
    code: 'WRONG_TYPE',
    summary: `${is(violation)}; expected ${expected}`,
    ...(scalar && types.includes('string') && { hint: 'Put it in quotes' }),
  };
}

const typeNames: { readonly [type: string]: string } = {
  string: 'text',
  integer: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
  object: 'a map',
  array: 'a list',
  null: 'null',
};

function unfit(violation: Violation): Parts {
  return {
    code: 'NOT_ALLOWED_VALUE',
    summary: `${is(violation)}, which is not allowed there`,
    hint: 'cxform explain shows what fits there',
  };
}

function outOfRange(what: string, allowed: string): Parts {
  return { code: 'OUT_OF_RANGE', summary: `${what}; allowed: ${allowed}` };
}

const limit = ({ params }: Violation) => String(params.limit);

const is = ({ pointer, value, secret }: Violation) =>
  `${placeName(pointer)} is ${secret ? 'a value that is not shown' : shown(value)}`;

const has = ({ pointer, value }: Violation) =>
  `${placeName(pointer)} has ${Array.isArray(value) ? value.length : 0} elements`;
