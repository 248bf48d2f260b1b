import { invariant } from '../../core/invariant.ts';
import { isMembers, type Json, type Members } from '../wire.ts';
import { NamedSchema, type SchemaPart } from './schema.ts';

/** What the document holds once, collected while its calls are described. */
export class Components {
  readonly #named = new Map<string, NamedSchema>();
  readonly #schemas = new Map<string, Json>();
  readonly #responses = new Map<string, Members>();

  /** The schema as JSON, with references in place of named ones. */
  schema(part: SchemaPart): Json {
    if (part instanceof NamedSchema) return this.#reference(part);
    if (Array.isArray(part)) return part.map((element: SchemaPart) => this.schema(element));
    if (!isMembers(part)) return part as Json;
    return Object.fromEntries(
      Object.entries<SchemaPart>(part).map(([keyword, value]) => [keyword, this.schema(value)]),
    );
  }

  /** A reference to a shared response. */
  response(name: string, response: Members): Members {
    this.#responses.set(name, response);
    return { $ref: `#/components/responses/${name}` };
  }

  /** What was collected, by name. */
  collected(): Members {
    return { schemas: sorted(this.#schemas), responses: sorted(this.#responses) };
  }

  #reference(schema: NamedSchema): Members {
    const { name } = schema;
    const known = this.#named.get(name);
    invariant(known === undefined || known === schema, `two schemas are named ${name}`);
    if (!known) {
      this.#named.set(name, schema);
      this.#schemas.set(name, this.schema(schema.schema));
    }
    return { $ref: `#/components/schemas/${name}` };
  }
}

function sorted(members: ReadonlyMap<string, Json>): Members {
  return Object.fromEntries([...members].sort(([a], [b]) => (a < b ? -1 : 1)));
}
