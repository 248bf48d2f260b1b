import { type Address, address } from '../core/address.ts';
import { type Diagnostic, error } from '../core/diagnostic.ts';
import type { Manifest } from '../core/manifest.ts';

/**
 * `FORMERLY_DECLARED`: a former name that a manifest still has. `FORMERLY_SHARED`: one that two manifests claim. Either way it would be
 * open whose the object is.
 */
export function checkFormerNames(manifests: readonly Manifest[]): Diagnostic[] {
  const declared = new Map(manifests.map((manifest) => [address(manifest.kind, manifest.name), manifest]));
  const claimed = new Map<Address, Address>();
  return manifests.flatMap(({ kind, name, formerly }) =>
    formerly.flatMap((former): Diagnostic[] => {
      const at = address(kind, name);
      const was = address(kind, former.name);
      const place = { address: at, source: former.source };
      const other = claimed.get(was);
      claimed.set(was, other ?? at);
      const still = declared.get(was);
      if (still) {
        return [
          error({
            code: 'FORMERLY_DECLARED',
            summary: `${at} was formerly ${former.name}, which a manifest is still named`,
            hint: 'Remove one of the two: a manifest that was renamed is no longer there under its former name',
            ...place,
          }),
        ];
      }
      if (other === undefined || other === at) return [];
      return [
        error({
          code: 'FORMERLY_SHARED',
          summary: `${at} and ${other} were both formerly ${former.name}`,
          hint: 'Only one of them can keep the object',
          ...place,
        }),
      ];
    }),
  );
}
