import { type Address, address, byCodeUnit, kindIn, nameIn } from '../core/address.ts';
import { type Diagnostic, warning } from '../core/diagnostic.ts';
import { isAbsent } from '../core/field-model.ts';
import { groupBy } from '../core/group-by.ts';
import { isArray, isObject, type Json, type JsonObject } from '../core/json.ts';
import { keyInKind } from '../core/key-in-kind.ts';
import type { ExportedManifest, Lookups, ObjectKind } from '../core/kind.ts';
import type { KindTable } from '../core/kind-table.ts';
import type { Live } from '../core/live.ts';
import { pathSegments } from '../core/path.ts';
import type { Reference } from '../core/reference.ts';
import { mapReferences, referencesIn } from '../core/references-in.ts';
import type { LiveObject } from '../core/resource.ts';
import { ExportNames } from './export-names.ts';

interface ExportInput {
  readonly kinds: KindTable;
  /** Read with everything (read-live). */
  readonly live: Live;
  /** Only what Git does not declare; what it declares is referred to by its name. */
  readonly unmanaged: boolean;
  /** The manifests that stay. */
  readonly staying: { readonly addresses: Iterable<Address>; readonly lookups: Lookups };
  /** Only this object, as a manifest of this name. */
  readonly only?: { readonly object: LiveObject; readonly name: string };
  /** The members of a spec that no manifest of the kind could have; undefined where it could be none at all. */
  unfit(kind: string, spec: JsonObject): readonly string[] | undefined;
}

export interface ExportedLive {
  /** Sorted by address. */
  readonly manifests: readonly ExportedManifest[];
  /** For manifests whose objects share a name. */
  readonly pins: ReadonlyMap<Address, string>;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * What the tenant holds as manifests that change nothing when they are applied: references by name, what is absent or empty left out,
 * ids only where a name would not do. What no manifest can say is left out with a warning, and so left alone.
 */
export function exportManifests(input: ExportInput): ExportedLive {
  const exporting = new Exporting(input);
  const manifests = input.kinds.objects
    .flatMap((kind) => exporting.manifestsOf(kind))
    .sort((a, b) => byCodeUnit(a.kind, b.kind) || byCodeUnit(a.name, b.name));
  return { manifests, pins: exporting.pins, diagnostics: exporting.diagnostics };
}

class Exporting {
  readonly pins = new Map<Address, string>();
  readonly diagnostics: Diagnostic[] = [];
  readonly #input: ExportInput;
  readonly #names = new ExportNames();
  /** The manifest of each object that has one of its own, by its id. */
  readonly #nameOf = new Map<string, string>();
  readonly #objects: readonly LiveObject[];
  readonly #sameName: ReadonlyMap<string, readonly LiveObject[]>;

  constructor(input: ExportInput) {
    const { live, unmanaged, only, kinds, staying } = input;
    this.#input = input;
    this.#sameName = groupBy(live.objects, ({ kind, name }) => keyInKind(kind, name ?? ''));
    const declared = new Map(live.desired.map(({ address }) => [live.byAddress.get(address), address]));
    for (const address of staying.addresses) this.#names.reserve(kindIn(address), nameIn(address));
    for (const { address, kind } of live.desired) {
      const object = live.byAddress.get(address);
      if (kinds.get(kind).identity.by !== 'name') continue;
      this.#names.reserve(kind, nameIn(address));
      if (object) this.#nameOf.set(keyInKind(kind, object.id), nameIn(address));
    }
    this.#objects = [...live.objects]
      .filter((object) => (only ? object === only.object : !unmanaged || !declared.has(object)))
      .sort((a, b) => byCodeUnit(a.name ?? '', b.name ?? '') || byCodeUnit(a.id, b.id));
    for (const { kind, id, name = id } of this.#objects) {
      if (kinds.get(kind).identity.by !== 'name' || this.#nameOf.has(keyInKind(kind, id))) continue;
      this.#nameOf.set(keyInKind(kind, id), only?.name ?? this.#names.nameFor(kind, name));
    }
    // What is left out cannot be referred to by a manifest's name.
    for (const object of this.#objects) {
      const kind = kinds.get(object.kind);
      if (!this.#fit(kind, object).spec) this.#nameOf.delete(keyInKind(kind.kind, object.id));
    }
  }

  manifestsOf(kind: ObjectKind): readonly ExportedManifest[] {
    const own = this.#objects
      .filter((object) => object.kind === kind.kind)
      .flatMap((object) => this.#fitting(kind, object));
    if (kind.exportAs) {
      return kind.exportAs(own, {
        nameFor: (kindName, text) => this.#names.nameFor(kindName, text),
        lookups: this.#input.staying.lookups,
      });
    }
    return own.map((object) => this.#manifestOf(kind, object));
  }

  #manifestOf({ kind, identity }: ObjectKind, { id, name, spec }: LiveObject): ExportedManifest {
    const manifest = this.#nameOf.get(keyInKind(kind, id)) ?? '';
    const shared = this.#sameName.get(keyInKind(kind, name ?? '')) ?? [];
    if (shared.length > 1) this.pins.set(address(kind, manifest), id);
    const member = identity.path.slice(1);
    const { [member]: own, ...others } = spec;
    return { kind, name: manifest, spec: own === manifest ? others : { [member]: own ?? null, ...others } };
  }

  /** The object with what a manifest can say of it; none where that is not enough for one. */
  #fitting(kind: ObjectKind, object: LiveObject): LiveObject[] {
    const { spec, lost } = this.#fit(kind, object);
    if (!spec) {
      this.#report(object, 'EXPORT_LEFT_OUT', 'it cannot be said in a manifest, and is left out', lost);
      return [];
    }
    if (lost.length > 0) {
      const what = `${lost.join(', ')} cannot be said in a manifest, and is left unmanaged`;
      this.#report(object, 'EXPORT_FIELD_LEFT_OUT', what, []);
    }
    return [{ ...object, spec }];
  }

  #fit(
    kind: ObjectKind,
    object: LiveObject,
  ): { readonly spec?: JsonObject; readonly lost: readonly string[] } {
    const dangling = referencesIn(kind.fields, object.spec)
      .filter(({ reference }) => typeof reference !== 'string' && 'gone' in reference)
      .map(({ indexPath }) => pathSegments(indexPath)[0] ?? '');
    const named = mapReferences(kind.fields, object.spec, (reference, field) =>
      this.#reference(reference, field.kind),
    );
    const left = without(tidy(named), new Set(dangling));
    if (kind.exportAs) return dangling.length > 0 ? { lost: dangling } : { spec: left, lost: [] };
    const unfit = this.#input.unfit(kind.kind, left) ?? Object.keys(left);
    const lost = [...new Set([...dangling, ...unfit])].sort(byCodeUnit);
    const fitting = without(left, new Set(unfit));
    const isEnough =
      !lost.includes(kind.identity.path.slice(1)) && this.#input.unfit(kind.kind, fitting)?.length === 0;
    return isEnough ? { spec: fitting, lost } : { lost };
  }

  #reference(reference: Reference, kind: string): Reference {
    if (typeof reference === 'string' || 'external' in reference || reference.gone) return reference;
    const { id, label } = reference;
    const name = this.#nameOf.get(keyInKind(kind, id));
    if (name !== undefined) return name;
    // Kinds that Git cannot declare are for exportAs to name.
    if (label === undefined || this.#input.kinds.find(kind)?.role === 'outside') return reference;
    return this.#sameName.get(keyInKind(kind, label))?.length === 1 ? { external: label } : { id };
  }

  #report({ kind, name, id }: LiveObject, code: string, what: string, members: readonly string[]): void {
    this.diagnostics.push(
      warning({
        code,
        summary: `${kind} ${name ?? id}: ${what}`,
        detail:
          members.length > 0 ? `Its id: ${id}; what does not fit: ${members.join(', ')}` : `Its id: ${id}`,
      }),
    );
  }
}

const without = (spec: JsonObject, members: ReadonlySet<string>): JsonObject =>
  Object.fromEntries(Object.entries(spec).filter(([key]) => !members.has(key)));

/** Without what is absent, null or empty: a manifest that leaves it out says the same. */
function tidy(spec: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(spec).filter(([, value]) => !isAbsent(value) && !isEmpty(value)));
}

const isEmpty = (value: Json) =>
  (isArray(value) && value.length === 0) || (isObject(value) && Object.keys(value).length === 0);
