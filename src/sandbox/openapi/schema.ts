import type { Json } from '../wire.ts';

/** A JSON Schema (2020-12), with named ones anywhere in it. */
export type Schema = { readonly [keyword: string]: SchemaPart };

/** A part of a schema: a value, another schema, or several. */
export type SchemaPart = Json | NamedSchema | readonly SchemaPart[] | Schema;

/** A schema that the document holds once, in its components, and refers to from everywhere else. */
export class NamedSchema {
  readonly name: string;
  readonly schema: Schema;

  constructor(name: string, schema: Schema) {
    this.name = name;
    this.schema = schema;
  }
}

/** Gives each schema the name of its member. A document has one schema of a name. */
export function named<Name extends string>(
  schemas: Readonly<Record<Name, Schema>>,
): Readonly<Record<Name, NamedSchema>> {
  const names = Object.keys(schemas) as Name[];
  const entries = names.map((name) => [name, new NamedSchema(name, schemas[name])] as const);
  return Object.fromEntries(entries) as Record<Name, NamedSchema>;
}
