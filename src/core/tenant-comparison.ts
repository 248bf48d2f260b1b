import type { FieldDifference } from './change.ts';
import type { Diagnostic } from './diagnostic.ts';

/** An object by what people call it; ids differ from tenant to tenant. */
export interface NamedObject {
  readonly kind: string;
  readonly name: string;
}

/** How two tenants differ, by name and ids aside. Lists are sorted by kind and name. */
export interface TenantComparison {
  readonly formatVersion: 1;
  /** The names of the two tenants. */
  readonly tenants: readonly [left: string, right: string];
  readonly onlyLeft: readonly NamedObject[];
  readonly onlyRight: readonly NamedObject[];
  /** Objects that both have; `before` is the left one's value, `after` the right one's. */
  readonly different: readonly (NamedObject & { readonly fields: readonly FieldDifference[] })[];
  /** Names that one of the tenants has several times, so that nothing can be said of them. */
  readonly ambiguous: readonly NamedObject[];
  readonly summary: {
    readonly same: number;
    readonly different: number;
    readonly onlyLeft: number;
    readonly onlyRight: number;
    readonly ambiguous: number;
  };
  readonly diagnostics: readonly Diagnostic[];
}
