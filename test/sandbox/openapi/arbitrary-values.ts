import fc, { type Arbitrary } from 'fast-check';
import type { JsonSchema, OpenApi } from './described.ts';
import { Schemas } from './schemas.ts';

/** Any JSON, shallow: what is deep takes long to make and says no more. */
export const anyJson = fc.jsonValue({ maxDepth: 1 });

/** Strings that mean something to a tenant, so that calls meet its objects. */
export interface KnownStrings {
  /** By the part of a path that they stand behind. */
  readonly ids: { readonly [list: string]: readonly string[] };
  readonly others: readonly string[];
  /** For where the schema asks for a pattern. */
  readonly tokens: readonly string[];
}

/** Values for the schemas of a document. */
export class ArbitraryValues {
  readonly #document: OpenApi;
  readonly #schemas: Schemas;
  readonly #known: KnownStrings;
  /** Not empty, and mostly known. */
  readonly #string: Arbitrary<string>;

  constructor(document: OpenApi, known: KnownStrings) {
    this.#document = document;
    this.#schemas = new Schemas(document);
    this.#known = known;
    this.#string = fc.oneof(
      { weight: 12, arbitrary: fc.constantFrom(...Object.values(known.ids).flat(), ...known.others) },
      { weight: 1, arbitrary: fc.string({ unit: 'binary', minLength: 1 }) },
    );
  }

  /** An id for a path template, mostly one that is there. */
  idFor(path: string): Arbitrary<string> {
    const [, list = ''] = /(\w+)\/\{id\}/.exec(path) ?? [];
    const known = this.#known.ids[list];
    return known
      ? fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...known) }, { weight: 1, arbitrary: this.#string })
      : this.#string;
  }

  /** A text of a query string, right for that schema or not. */
  text(schema: JsonSchema): Arbitrary<string> {
    return fc.oneof(this.#of(schema).map(String), fc.constantFrom('', '0', '007', '1.5', '-1', '101', 'x'));
  }

  /** A value that the schema allows. */
  right(schema: JsonSchema): Arbitrary<unknown> {
    return this.#of(schema).filter((value) => this.#schemas.problems('', value, schema).length === 0);
  }

  /** Such a value with one thing in it, at any depth, replaced or gone. */
  broken(schema: JsonSchema): Arbitrary<unknown> {
    const junk = fc.oneof(fc.constant(undefined), anyJson, fc.maxSafeInteger(), fc.constant(1e300));
    return fc
      .tuple(this.right(schema), fc.array(fc.nat(), { minLength: 1, maxLength: 4 }), junk)
      .map(([value, picks, instead]) => replaced(value, picks, instead));
  }

  /** A value as the schema has it, but for rules across members. */
  #of(schema: JsonSchema): Arbitrary<unknown> {
    if (typeof schema === 'boolean') return anyJson;
    const { $ref, const: constant, enum: choices, type, ...rest } = schema as SchemaMembers;
    if ($ref !== undefined) return this.#of(this.#named($ref));
    if (choices) return fc.constantFrom(...choices);
    if (constant !== undefined) return fc.constant(constant);
    if (Array.isArray(type)) return fc.oneof(...type.map((one) => this.#of({ ...rest, type: one })));
    if (type === 'null') return fc.constant(null);
    if (type === 'string') return rest.pattern ? fc.constantFrom(...this.#known.tokens) : this.#string;
    if (type === 'integer') return integer(rest);
    if (type === 'array') return fc.array(this.#of(rest.items ?? true), { maxLength: 2 });
    return this.#object(rest);
  }

  #object({ properties = {}, required = [] }: SchemaMembers): Arbitrary<unknown> {
    const allowed = Object.entries(properties).filter(([, schema]) => schema !== false);
    const known = Object.fromEntries(allowed.map(([name, schema]) => [name, this.#of(schema)]));
    const members = fc.record(known, { requiredKeys: required.filter((name) => Object.hasOwn(known, name)) });
    return fc
      .tuple(members, fc.option(anyJson, { freq: 4, nil: undefined }))
      .map(([object, unknown]) => (unknown === undefined ? object : { ...object, unknown }));
  }

  #named(reference: string): JsonSchema {
    return this.#document.components.schemas[reference.replace('#/components/schemas/', '')] ?? false;
  }
}

/** The keywords that a value is made from. */
interface SchemaMembers {
  readonly $ref?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly pattern?: string;
  readonly type?: string | readonly string[];
  readonly items?: JsonSchema;
  readonly properties?: { readonly [name: string]: JsonSchema };
  readonly required?: readonly string[];
  readonly minimum?: number;
  readonly maximum?: number;
}

function integer({ minimum = 0, maximum = Number.MAX_SAFE_INTEGER }: SchemaMembers): Arbitrary<number> {
  const small = fc.integer({ min: minimum, max: Math.min(maximum, minimum + 3) });
  return fc.oneof(fc.constant(minimum), small, { weight: 1, arbitrary: fc.constant(maximum) });
}

/** The picks lead down to what is replaced; undefined there takes it out. */
function replaced(value: unknown, [pick = 0, ...deeper]: readonly number[], instead: unknown): unknown {
  if (typeof value !== 'object' || value === null) return instead;
  const names = [...Object.keys(value), 'id', 'version'];
  const name = names[pick % names.length] ?? '';
  const before: unknown = Object.entries(value).find(([other]) => other === name)?.[1];
  const after = deeper.length > 0 ? replaced(before, deeper, instead) : instead;
  if (Array.isArray(value))
    return value.map((element: unknown, index) => (String(index) === name ? after : element));
  return { ...value, [name]: after };
}
