import type { Diagnostic, Source } from './diagnostic.ts';
import type { FieldModel, Pattern } from './field-model.ts';
import type { Json, JsonObject } from './json.ts';
import type { Manifest } from './manifest.ts';
import type { Path } from './path.ts';
import type { LiveObject, Resource } from './resource.ts';
import type { TenantSpec } from './tenant-spec.ts';
import type { GraphView } from './view.ts';
import type { ListWire, Wire } from './wire.ts';

/**
 * A kind is a plain object of named parts: the model half says what a manifest means, the wire half how one API says it (design §2).
 * The engine never asks for a kind by name.
 */
export type Kind = DeclarableKind | OutsideKind;

/** A kind that manifests can have. */
export type DeclarableKind = ObjectKind | FacetKind | LookupKind;

interface Declarable {
  /** `Queue`: the word after `kind:` in a manifest. */
  readonly kind: string;
  /** One sentence for schemas and help. */
  readonly description: string;
  /** JSON Schema (draft 2020-12) of `spec`, with descriptions and examples. */
  readonly schema: JsonObject;
  /** Of a resource's spec; of a manifest's as well, unless the kind expands. */
  readonly fields: FieldModel;
}

/** A kind whose manifests are objects in the tenant. */
export interface ObjectKind extends Declarable {
  readonly role: 'object';
  /**
   * What tells an object from others of its kind, without pin or ledger: its name, at a path of the spec (by default the manifest's
   * own), or what the reference at a path means: the object then has that id.
   */
  readonly identity: { readonly by: 'name' | 'reference'; readonly path: string };
  /** Makes several resources of a manifest. */
  readonly expand?: Expansion;
  /** What cannot be right, found without the tenant. */
  readonly checks: readonly Check[];
  /** What is unwise, found without the tenant. */
  readonly advice: readonly Advice[];
  readonly wire: Wire;
  /** When an object is written again though nothing of it changes. */
  readonly rewrite?: Rewrite;
  /**
   * Of a kind that expands: the spec of a manifest with which a member says another value; undefined where manifests cannot say that.
   * Whoever asks sees to it that no other member says anything else then.
   */
  readonly writeBack?: (spec: JsonObject, field: MemberField) => JsonObject | undefined;
  /** The objects as manifests, where one manifest each would not do. */
  readonly exportAs?: (objects: readonly LiveObject[], naming: ExportNaming) => readonly ExportedManifest[];
  /** What a new project begins with, to try things out. */
  readonly starter?: ExportedManifest;
  /** What people see of the kind's resources. */
  readonly graph?: (own: readonly Resource[], all: readonly Resource[]) => GraphView;
}

/** A part of another kind's manifests that stands in a manifest of its own; no object in the tenant. */
export interface FacetKind extends Declarable {
  readonly role: 'facet';
  /** `by` names the host's manifest; the rest of the spec becomes the member `at` of the host's spec. */
  readonly fold: { readonly host: string; readonly by: string; readonly at: string };
}

/** What other manifests look things up in; no object in the tenant. */
export interface LookupKind extends Declarable {
  readonly role: 'lookup';
  /** Places of the spec that name a file to read beside the manifest. */
  readonly files: readonly Pattern[];
  /** All manifests of the kind as one value, which the kinds that look things up know how to read. */
  resolve(
    manifests: readonly Manifest[],
    tenant: string,
  ): { readonly value: unknown; readonly diagnostics: readonly Diagnostic[] };
}

/** Objects that manifests refer to and cannot declare: they live outside Git. */
export interface OutsideKind {
  readonly role: 'outside';
  readonly kind: string;
  readonly description: string;
  readonly wire: ListWire;
}

/** Everything that lookups found, by kind. */
export type Lookups = ReadonlyMap<string, unknown>;

/** One of the resources that a manifest expands to. */
export interface Member {
  /** The last part of its address. */
  readonly name: string;
  readonly spec: JsonObject;
  /** By place of its spec; what has none was written where the manifest is. */
  readonly sources: ReadonlyMap<string, Source>;
}

/** A field of one of the resources that a manifest expands to, as manifests would say it; null for nothing. */
export interface MemberField {
  readonly member: string;
  readonly path: Path;
  readonly value: Json;
}

export interface Expansion {
  /** Of the spec as manifests have it. */
  readonly fields: FieldModel;
  /** Members of that spec that no resource has. */
  readonly consumes: readonly string[];
  members(
    manifest: Manifest,
    lookups: Lookups,
  ): { readonly members: readonly Member[]; readonly diagnostics: readonly Diagnostic[] };
}

/**
 * Looks at all resources of its kind at once, and at those of all kinds beside them. A resource may come from a manifest that has
 * other errors: a check reads what has the right shape and passes over the rest.
 */
export type Check = (own: readonly Resource[], all: readonly Resource[]) => readonly Diagnostic[];

/** A check for what may be meant: a warning, unless the Tenant's `checks` make more or less of its code. Not asked beside errors. */
export interface Advice {
  readonly code: string;
  readonly find: Check;
}

/** An object is written again after something that it refers to was updated, where the Tenant wants that. */
export interface Rewrite {
  /** Of the references that count. */
  readonly references: Pattern;
  /** What people call that: interface §5, effects. */
  readonly effect: string;
  wanted(tenant: TenantSpec): boolean;
}

/** How exported manifests name things. */
export interface ExportNaming {
  /** A name for a manifest that no other of its kind has, made from what people call the thing. */
  nameFor(kind: string, text: string): string;
  /** What the manifests that stay look things up in. */
  readonly lookups: Lookups;
}

/** A manifest made of live objects. */
export interface ExportedManifest {
  readonly kind: string;
  readonly name: string;
  readonly spec: { readonly [member: string]: Json };
  /** The ledger knows its object as protected. */
  readonly protect?: true;
}
