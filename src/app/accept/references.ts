import type { FieldModel } from '../../core/field-model.ts';
import { groupBy } from '../../core/group-by.ts';
import type { Json, JsonObject } from '../../core/json.ts';
import { keyInKind } from '../../core/key-in-kind.ts';
import type { Live } from '../../core/live.ts';
import type { Path } from '../../core/path.ts';
import { asReference, type Reference } from '../../core/reference.ts';
import { mapReferences, referencesIn } from '../../core/references-in.ts';
import type { LiveObject } from '../../core/resource.ts';

/** References as manifests write them, and as the tenant knows them. */
export class References {
  readonly #bindings: Live['bindings'];
  readonly #byName: ReadonlyMap<string, readonly LiveObject[]>;

  constructor({ bindings, objects }: Pick<Live, 'bindings' | 'objects'>) {
    this.#bindings = bindings;
    this.#byName = groupBy(objects, ({ kind, name }) => keyInKind(kind, name ?? ''));
  }

  /** A spec of Git with its references bound to the objects that they mean. */
  bound(model: FieldModel, spec: JsonObject): JsonObject {
    return mapReferences(model, spec, (reference, { kind }) => {
      if (typeof reference === 'string') return reference;
      const id = reference.id ?? this.#idOf(kind, (reference as { external: string }).external);
      if (id === undefined) return reference;
      const managed = this.#bindings.nameOf(kind, id);
      return managed ?? { ...reference, id };
    });
  }

  /** A spec of the tenant as a manifest would say it: names of what Git declares, else names in the tenant that are clear, else ids. */
  written(model: FieldModel, spec: JsonObject): JsonObject {
    return mapReferences(model, spec, (reference, { kind }): Reference => {
      if (typeof reference === 'string' || 'external' in reference || reference.gone) return reference;
      const { id, label } = reference;
      return label !== undefined && this.#idOf(kind, label) === id ? { external: label } : { id };
    });
  }

  /** The places of a tenant's spec that refer to what has been deleted. */
  gone(model: FieldModel, spec: JsonObject): Path[] {
    return referencesIn(model, spec)
      .filter(({ reference }) => isGone(reference as Json))
      .map(({ indexPath }) => indexPath);
  }

  /** Undefined where no object has that name, or several have. */
  #idOf(kind: string, name: string): string | undefined {
    const [object, ...others] = this.#byName.get(keyInKind(kind, name)) ?? [];
    return others.length === 0 ? object?.id : undefined;
  }
}

function isGone(value: Json): boolean {
  const reference = asReference(value);
  return typeof reference === 'object' && 'gone' in reference;
}
