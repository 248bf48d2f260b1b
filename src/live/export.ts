import { type Address, address, byCodeUnit, kindIn } from '../core/address.ts';
import { type Diagnostic, warning } from '../core/diagnostic.ts';
import { groupBy } from '../core/group-by.ts';
import type { JsonObject } from '../core/json.ts';
import { keyInKind } from '../core/key-in-kind.ts';
import type { ExportedManifest, Lookups, ObjectKind } from '../core/kind.ts';
import type { KindTable } from '../core/kind-table.ts';
import type { Live } from '../core/live.ts';
import type { Reference } from '../core/reference.ts';
import type { LiveObject, Prior } from '../core/resource.ts';
import { type Fitted, fitObject, type Unfit } from './export-fit.ts';
import { ExportNames, nameObjects } from './export-names.ts';

interface ExportInput {
  readonly kinds: KindTable;
  /** Read with everything (read-live). */
  readonly live: Live;
  /** Only what Git does not declare; what it declares is referred to by its name. */
  readonly unmanaged: boolean;
  /** The manifests that stay. */
  readonly staying: { readonly reserved: Iterable<Address>; readonly lookups: Lookups };
  readonly priors: ReadonlyMap<Address, Prior>;
  /** Only this object, as a manifest of this name. */
  readonly only?: { readonly object: LiveObject; readonly name: string };
  readonly unfit: Unfit;
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
 * ids only where a name would not do. What no manifest can say is left out with a warning, and so left alone. In passes: name, fit, say.
 */
export function exportManifests(input: ExportInput): ExportedLive {
  const { kinds, live, only, staying, priors, unfit } = input;
  const objects = chosen(input);
  const names = new ExportNames();
  // What the ledger knows under a name would be taken for another's object, whatever has become of its own.
  names.reserve([...staying.reserved, ...priors.keys()]);
  const nameOf = nameObjects(kinds, live, only ? [] : objects, names);
  if (only) nameOf.set(keyInKind(only.object.kind, only.object.id), only.name);

  const fitAll = (refer: Refer) =>
    new Map(objects.map((object) => [object, fitObject(kinds.get(object.kind), object, refer, unfit)]));
  // What cannot be said cannot be referred to by a manifest's name either; every reference fits a schema in all its forms.
  for (const [{ kind, id }, { spec }] of fitAll((reference) => plain(reference))) {
    if (!spec) nameOf.delete(keyInKind(kind, id));
  }
  const protectedIds = new Set(
    [...priors].filter(([, { protect }]) => protect).map(([at, { id }]) => keyInKind(kindIn(at), id)),
  );
  const isProtected = ({ kind, id }: LiveObject) => protectedIds.has(keyInKind(kind, id));
  const sameName = groupBy(live.objects, ({ kind, name }) => keyInKind(kind, name ?? ''));
  const fitted = fitAll(referring(kinds, nameOf, sameName));
  const manifests = kinds.objects.flatMap((kind) => {
    const own = objects
      .filter((object) => object.kind === kind.kind)
      .flatMap((object) => said(object, fitted));
    if (!kind.exportAs) return own.map((object) => manifestOf(kind, object, nameOf, isProtected));
    const naming = {
      nameFor: (kindName: string, text: string) => names.nameFor(kindName, text),
      lookups: staying.lookups,
    };
    return kind.exportAs(own, naming).map((manifest) => withoutUnfit(manifest, unfit));
  });
  return {
    manifests: manifests.sort((a, b) => byCodeUnit(a.kind, b.kind) || byCodeUnit(a.name, b.name)),
    pins: pinsFor(kinds, objects, fitted, nameOf, sameName),
    diagnostics: [...fitted].flatMap(([object, one]) => notSaid(object, one)),
  };
}

type Refer = (reference: Reference, kind: string) => Reference;

function chosen({ live, unmanaged, only }: ExportInput): readonly LiveObject[] {
  const declared = new Set(live.desired.map((resource) => live.byAddress.get(resource.address)));
  return live.objects
    .filter((object) => (only ? object === only.object : !unmanaged || !declared.has(object)))
    .sort((a, b) => byCodeUnit(a.name ?? '', b.name ?? '') || byCodeUnit(a.id, b.id));
}

const plain = (reference: Reference): Reference =>
  typeof reference === 'string' || reference.id === undefined ? reference : { id: reference.id };

/** A manifest's name where there is one, else the name in the tenant where that is clear, else the id. */
function referring(
  kinds: KindTable,
  nameOf: ReadonlyMap<string, string>,
  sameName: ReadonlyMap<string, readonly LiveObject[]>,
): Refer {
  return (reference, kind) => {
    if (typeof reference === 'string' || 'external' in reference || reference.gone) return reference;
    const { id, label } = reference;
    const name = nameOf.get(keyInKind(kind, id));
    if (name !== undefined) return name;
    // Kinds that Git cannot declare are for exportAs to name.
    if (kinds.find(kind)?.role === 'outside') return reference;
    return label && sameName.get(keyInKind(kind, label))?.length === 1 ? { external: label } : { id };
  };
}

function said(object: LiveObject, fitted: ReadonlyMap<LiveObject, Fitted>): LiveObject[] {
  const spec = fitted.get(object)?.spec;
  return spec ? [{ ...object, spec }] : [];
}

function manifestOf(
  { kind, identity }: ObjectKind,
  object: LiveObject,
  nameOf: ReadonlyMap<string, string>,
  isProtected: (object: LiveObject) => boolean,
): ExportedManifest {
  const { id, spec } = object;
  const name = nameOf.get(keyInKind(kind, id)) ?? '';
  const member = identity.path.slice(1);
  const { [member]: own, ...others } = spec;
  const whole: JsonObject = own === name ? others : { [member]: own ?? null, ...others };
  return { kind, name, spec: whole, ...(isProtected(object) && { protect: true }) };
}

/** What a manifest of several objects cannot say of them. */
function withoutUnfit(manifest: ExportedManifest, unfit: Unfit): ExportedManifest {
  const refused = unfit(manifest.kind, manifest.spec) ?? [];
  const spec = Object.entries(manifest.spec).filter(([key]) => !refused.includes(key));
  return { ...manifest, spec: Object.fromEntries(spec) };
}

function pinsFor(
  kinds: KindTable,
  objects: readonly LiveObject[],
  fitted: ReadonlyMap<LiveObject, Fitted>,
  nameOf: ReadonlyMap<string, string>,
  sameName: ReadonlyMap<string, readonly LiveObject[]>,
): ReadonlyMap<Address, string> {
  const shared = objects.filter(
    (object) =>
      fitted.get(object)?.spec &&
      kinds.get(object.kind).identity.by === 'name' &&
      (sameName.get(keyInKind(object.kind, object.name ?? '')) ?? []).length > 1,
  );
  return new Map(
    shared.map(({ kind, id }) => [address(kind, nameOf.get(keyInKind(kind, id)) ?? ''), id] as const),
  );
}

function notSaid({ kind, name, id }: LiveObject, { spec, lost }: Fitted): Diagnostic[] {
  const what = `${kind} ${name ?? id}`;
  if (!spec) {
    return [
      warning({
        code: 'EXPORT_LEFT_OUT',
        summary: `${what}: it cannot be said in a manifest, and is left out`,
        detail: `Its id: ${id}; what does not fit: ${lost.join(', ')}`,
      }),
    ];
  }
  if (lost.length === 0) return [];
  return [
    warning({
      code: 'EXPORT_FIELD_LEFT_OUT',
      summary: `${what}: ${lost.join(', ')} cannot be said in a manifest, and is left unmanaged`,
      detail: `Its id: ${id}`,
    }),
  ];
}
