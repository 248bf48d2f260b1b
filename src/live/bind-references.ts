import { type Address, nameIn } from '../core/address.ts';
import { type Diagnostic, error, warning } from '../core/diagnostic.ts';
import { duplicateKeys } from '../core/duplicate-keys.ts';
import type { ReferenceField } from '../core/field-model.ts';
import { groupBy } from '../core/group-by.ts';
import type { KindTable } from '../core/kind-table.ts';
import type { Path } from '../core/path.ts';
import type { Reference } from '../core/reference.ts';
import { mapReferences } from '../core/references-in.ts';
import type { LiveObject, Resource } from '../core/resource.ts';
import { sourceOf } from '../core/source-of.ts';
import { suggest } from '../core/suggest.ts';
import type { IdentifiedObject } from './identify.ts';

interface Place {
  readonly resource: Resource;
  readonly field: ReferenceField;
  readonly indexPath: Path;
}

/** Binds `{external}` and `{id}` references to what the tenant holds; each that fits nothing, or several, is a diagnostic. */
export function bindReferences(
  kinds: KindTable,
  desired: readonly Resource[],
  objects: readonly LiveObject[],
  byAddress: ReadonlyMap<Address, IdentifiedObject>,
): { readonly desired: readonly Resource[]; readonly diagnostics: readonly Diagnostic[] } {
  const binder = new Binder(desired, objects, byAddress);
  const bound = desired.map((resource) => {
    const { fields } = kinds.get(resource.kind);
    const spec = mapReferences(fields, resource.spec, (reference, field, indexPath) =>
      binder.bind(reference, { resource, field, indexPath }),
    );
    binder.diagnostics.push(...duplicateKeys(fields, { ...resource, spec }));
    return { ...resource, spec };
  });
  return { desired: bound, diagnostics: binder.diagnostics };
}

class Binder {
  readonly diagnostics: Diagnostic[] = [];
  readonly #byName: ReadonlyMap<string, readonly LiveObject[]>;
  readonly #byId: ReadonlyMap<string, LiveObject>;
  readonly #managed: ReadonlyMap<string, string>;

  constructor(
    desired: readonly Resource[],
    objects: readonly LiveObject[],
    byAddress: ReadonlyMap<Address, IdentifiedObject>,
  ) {
    this.#byName = groupBy(objects, ({ kind, name }) => `${kind}/${name}`);
    this.#byId = new Map(objects.map((object) => [`${object.kind}/${object.id}`, object]));
    this.#managed = new Map(
      desired.flatMap(({ address, kind }) => {
        const object = byAddress.get(address);
        return object ? [[`${kind}/${object.id}`, nameIn(address)] as const] : [];
      }),
    );
  }

  bind(reference: Reference, place: Place): Reference {
    if (typeof reference === 'string') return reference;
    return 'external' in reference
      ? this.#bindName(reference.external, place)
      : this.#bindId(reference.id, place);
  }

  #bindName(external: string, place: Place): Reference {
    const { kind } = place.field;
    const [object, ...others] = this.#byName.get(`${kind}/${external}`) ?? [];
    if (!object) {
      const near = suggest(external, this.#namesOf(kind));
      this.#report(place, {
        code: 'EXTERNAL_NOT_FOUND',
        summary: `The tenant has no ${kind} named ${external}`,
        hint: near === undefined ? 'The name must be exactly as in CXone' : `Did you mean ${near}?`,
      });
      return { external };
    }
    if (others.length > 0) {
      const ids = [object, ...others].map(({ id }) => id);
      this.#report(place, {
        code: 'EXTERNAL_AMBIGUOUS',
        summary: `The tenant has ${ids.length} objects of kind ${kind} named ${external}`,
        detail: `Their ids: ${ids.join(', ')}`,
        hint: `Write {id: ${JSON.stringify(object.id)}} instead`,
      });
      return { external };
    }
    const managed = this.#managed.get(`${kind}/${object.id}`);
    if (managed === undefined) return { external, id: object.id };
    this.#reportManaged(place, external, managed);
    return managed;
  }

  #bindId(id: string, place: Place): Reference {
    const { kind } = place.field;
    const object = this.#byId.get(`${kind}/${id}`);
    if (!object) {
      this.#report(place, {
        code: 'REFERENCE_ID_NOT_FOUND',
        summary: `The tenant has no ${kind} with the id ${id}`,
        hint: `Look the id up in CXone, or refer to it as {external: "its name"}`,
      });
      return { id };
    }
    const managed = this.#managed.get(`${kind}/${id}`);
    if (managed !== undefined) return managed;
    return object.name === undefined ? { id } : { id, label: object.name };
  }

  #namesOf(kind: string): string[] {
    return [...this.#byId.values()].flatMap((object) =>
      object.kind === kind && object.name !== undefined ? [object.name] : [],
    );
  }

  #report(
    { resource, indexPath }: Place,
    parts: { code: string; summary: string; detail?: string; hint: string },
  ): void {
    this.diagnostics.push(
      error({ ...parts, address: resource.address, source: sourceOf(resource, indexPath) }),
    );
  }

  #reportManaged({ resource, field, indexPath }: Place, external: string, managed: string): void {
    this.diagnostics.push(
      warning({
        code: 'EXTERNAL_IS_MANAGED',
        summary: `{external: ${external}} is ${field.kind}/${managed}, which Git manages`,
        hint: `Refer to it by its manifest's name: ${managed}`,
        address: resource.address,
        source: sourceOf(resource, indexPath),
      }),
    );
  }
}
