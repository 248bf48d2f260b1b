import { isDeepStrictEqual } from 'node:util';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import type { JsonSchema, OpenApi } from './described.ts';

const DATE_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;

/** Checks values against schemas of one document, which may refer to its components. */
export class Schemas {
  readonly #document: OpenApi;
  readonly #compiled = new Map<JsonSchema, ValidateFunction>();
  readonly #ajv = new Ajv2020({
    allErrors: true,
    allowUnionTypes: true,
    strictTypes: false,
    formats: { 'date-time': DATE_TIME },
    keywords: ['components'],
  });

  constructor(document: OpenApi) {
    this.#document = document;
    // Its own calls members of the elements that are named valueOf or toString.
    this.#ajv.removeKeyword('uniqueItems');
    this.#ajv.addKeyword({ keyword: 'uniqueItems', type: 'array', validate: areUnique });
  }

  /** What is wrong with a value, in sentences that begin with that name. */
  problems(name: string, value: unknown, schema: JsonSchema): readonly string[] {
    const check = this.#compiled.get(schema) ?? this.#compile(schema);
    if (check(value)) return [];
    return (check.errors ?? []).map(({ instancePath, message }) => `${name}${instancePath} ${message}`);
  }

  /** The same for a text of a query string or a header. */
  problemsOfText(name: string, text: string, schema: JsonSchema): readonly string[] {
    const isNumber = typeof schema === 'object' && schema.type === 'integer' && /^\d+$/.test(text);
    return this.problems(name, isNumber ? Number(text) : text, schema);
  }

  #compile(schema: JsonSchema): ValidateFunction {
    const { components } = this.#document;
    const check = this.#ajv.compile(typeof schema === 'boolean' ? schema : { ...schema, components });
    this.#compiled.set(schema, check);
    return check;
  }
}

function areUnique(_unique: true, elements: readonly unknown[]): boolean {
  return elements.every(
    (element, index) => !elements.slice(0, index).some((other) => isDeepStrictEqual(element, other)),
  );
}
