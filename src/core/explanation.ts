import type { Json } from './json.ts';

/** A place in manifests, as its schema describes it. */
export interface ExplainedPlace {
  readonly description: string;
  /** What fits there, in words. */
  readonly type: string;
  readonly required: boolean;
  /** What holds where it is left out, in words. */
  readonly default?: string;
  readonly examples: readonly Json[];
}

export interface ExplainedField extends ExplainedPlace {
  readonly name: string;
}

/** What there is to say of a kind, or of a field of its manifests. */
export interface Explanation extends ExplainedPlace {
  readonly formatVersion: 1;
  /** `Queue.spec.skills.level`: whatever a list holds is named without an index. */
  readonly path: string;
  /** Of a kind: what its manifests are, in a sentence. */
  readonly role?: string;
  /** What stands in it, in the order of the schema. */
  readonly fields: readonly ExplainedField[];
  /** Of a kind: one of its manifests, in YAML. */
  readonly manifest?: string;
}

export interface ExplainedKind {
  readonly kind: string;
  readonly description: string;
  readonly role: string;
}

/** All kinds, in their order. */
export interface KindList {
  readonly formatVersion: 1;
  readonly kinds: readonly ExplainedKind[];
}
