import type { Bindings } from '../core/bindings.ts';
import { type Diagnostic, error, warning } from '../core/diagnostic.ts';
import { didYouMeanAmong } from '../core/did-you-mean.ts';
import { duplicateKeys } from '../core/duplicate-keys.ts';
import type { ReferenceField } from '../core/field-model.ts';
import { groupBy } from '../core/group-by.ts';
import { keyInKind } from '../core/key-in-kind.ts';
import type { KindTable } from '../core/kind-table.ts';
import type { Path } from '../core/path.ts';
import type { Reference } from '../core/reference.ts';
import { mapReferences } from '../core/references-in.ts';
import type { Resource } from '../core/resource.ts';
import { sourceOf } from '../core/source-of.ts';
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
  objects: readonly IdentifiedObject[],
  bindings: Bindings,
): { readonly desired: readonly Resource[]; readonly diagnostics: readonly Diagnostic[] } {
  const binder = new Binder(objects, bindings);
  const bound = desired.map((resource) => {
    const spec = mapReferences(
      kinds.get(resource.kind).fields,
      resource.spec,
      (reference, field, indexPath) => binder.bind(reference, { resource, field, indexPath }),
    );
    return { ...resource, spec };
  });
  const repeated = bound.flatMap((resource) => duplicateKeys(kinds.get(resource.kind).fields, resource));
  return { desired: bound, diagnostics: [...binder.diagnostics, ...repeated] };
}

class Binder {
  readonly diagnostics: Diagnostic[] = [];
  readonly #bindings: Bindings;
  readonly #byName: ReadonlyMap<string, readonly IdentifiedObject[]>;
  readonly #hints: ReadonlyMap<string, ReturnType<typeof didYouMeanAmong>>;

  constructor(objects: readonly IdentifiedObject[], bindings: Bindings) {
    this.#bindings = bindings;
    const named = objects.filter(({ name }) => name !== undefined);
    this.#byName = groupBy(named, ({ kind, name }) => keyInKind(kind, name ?? ''));
    const ofKinds = groupBy(named, ({ kind }) => kind);
    this.#hints = new Map(
      [...ofKinds].map(([kind, own]) => [kind, didYouMeanAmong(own.map(({ name }) => name ?? ''))]),
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
    const [object, ...others] = this.#byName.get(keyInKind(kind, external)) ?? [];
    if (!object) {
      this.#report(place, {
        code: 'EXTERNAL_NOT_FOUND',
        summary: `The tenant has no ${kind} named ${external}`,
        hint: 'The name must be exactly as in CXone',
        ...this.#hints.get(kind)?.(external),
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
    const managed = this.#bindings.nameOf(kind, object.id);
    if (managed === undefined) return { external, id: object.id };
    this.#reportManaged(place, external, managed);
    return managed;
  }

  #bindId(id: string, place: Place): Reference {
    const { kind } = place.field;
    if (!this.#bindings.exists(kind, id)) {
      this.#report(place, {
        code: 'REFERENCE_ID_NOT_FOUND',
        summary: `The tenant has no ${kind} with the id ${id}`,
        hint: `Look the id up in CXone, or refer to it as {external: "its name"}`,
      });
    }
    return this.#bindings.referenceTo(kind, id);
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
