import type { Diagnostic } from '../core/diagnostic.ts';
import type { Lookups } from '../core/kind.ts';
import type { KindTable } from '../core/kind-table.ts';
import type { Manifest } from '../core/manifest.ts';

/** Makes of all manifests of each lookup kind the one value that other kinds look things up in. */
export function resolveLookups(
  kinds: KindTable,
  manifests: readonly Manifest[],
  tenant: string,
): { readonly lookups: Lookups; readonly diagnostics: readonly Diagnostic[] } {
  const resolved = kinds.lookups.map(
    (kind) =>
      [
        kind.kind,
        kind.resolve(
          manifests.filter((manifest) => manifest.kind === kind.kind),
          tenant,
        ),
      ] as const,
  );
  return {
    lookups: new Map(resolved.map(([kind, { value }]) => [kind, value])),
    diagnostics: resolved.flatMap(([, { diagnostics }]) => diagnostics),
  };
}
