import type { Pattern } from '../../core/field-model.ts';
import { isArray, isObject, type Json, type JsonObject, ownMember } from '../../core/json.ts';

/** A named place in a document, with the schema that holds there. */
export interface SchemaPlace {
  readonly name: string;
  readonly schema: JsonObject;
  readonly required: boolean;
  /** The place as the kind's field model has it; undefined outside of the spec. */
  readonly pattern?: Pattern;
}

/** Stands for any key of a map. */
const anyKey = '<key>';

/** The places that stand in another one, or in what its list holds, or in one of the forms that it can have. */
export function placesIn({
  schema,
  pattern,
}: Pick<SchemaPlace, 'schema' | 'pattern'>): readonly SchemaPlace[] {
  const inside = (step: string) => (pattern === undefined ? {} : { pattern: `${pattern}/${step}` });
  if (isObject(schema.items)) return placesIn({ schema: schema.items, ...inside('*') });
  const required = isArray(schema.required) ? schema.required : [];
  const properties = isObject(schema.properties) ? Object.entries(schema.properties) : [];
  const named = properties.flatMap(([name, property]) =>
    isObject(property)
      ? [{ name, schema: property, required: required.includes(name), ...inside(name) }]
      : [],
  );
  const { additionalProperties: others } = schema;
  const further = isObject(others) ? [{ name: anyKey, schema: others, required: false }] : [];
  // Of several forms only one is there: what it requires is required of nobody.
  const inForms = formsOf(schema).flatMap((form) =>
    placesIn({ schema: form }).map((place) => ({ ...place, required: false })),
  );
  return [...named, ...further, ...inForms];
}

/** The place of that name in another one; any name is one in a map. */
export function placeIn(
  place: Pick<SchemaPlace, 'schema' | 'pattern'>,
  name: string,
): SchemaPlace | undefined {
  const places = placesIn(place);
  return places.find((one) => one.name === name) ?? places.find((one) => one.name === anyKey);
}

/** The schemas of which one must fit. */
export function formsOf(schema: JsonObject): readonly JsonObject[] {
  const forms: Json | undefined = ownMember(schema, 'anyOf');
  return isArray(forms) ? forms.filter(isObject) : [];
}
