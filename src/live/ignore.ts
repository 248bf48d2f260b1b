import type { Address } from '../core/address.ts';
import { type Diagnostic, warning } from '../core/diagnostic.ts';
import type { FieldModel } from '../core/field-model.ts';
import { listKey } from '../core/field-model.ts';
import type { JsonObject } from '../core/json.ts';
import type { KindTable } from '../core/kind-table.ts';
import type { Ignore } from '../core/manifest.ts';
import { pathSegments } from '../core/path.ts';
import type { LiveObject, Resource } from '../core/resource.ts';
import { applyDifferences, patternOf, specAt, withoutMember } from '../core/spec-at.ts';

/**
 * Desired as far as Git manages it today: a field that is left to the UI is unmanaged, and within a keyed list it is wanted as the tenant
 * has it. What is to be created is created whole: the UI has nothing there yet.
 */
export function withoutIgnored(
  kinds: KindTable,
  desired: readonly Resource[],
  byAddress: ReadonlyMap<Address, LiveObject>,
  today: string,
): readonly Resource[] {
  return desired.map((resource) => {
    const object = byAddress.get(resource.address);
    const now = resource.ignore.filter((ignore) => !isOver(ignore, today));
    if (!object || now.length === 0) return resource;
    const { fields } = kinds.get(resource.kind);
    const spec = now.reduce((left, { path }) => leftToUi(fields, left, object.spec, path), resource.spec);
    return { ...resource, spec };
  });
}

/** `IGNORE_EXPIRED`: fields that were left to the UI until a day that is over. Once for each place in a manifest. */
export function expiredIgnores(desired: readonly Resource[], today: string): Diagnostic[] {
  const places = new Map(
    desired.flatMap(({ manifest, ignore }) =>
      ignore.map((one) => [one.source, { manifest, ...one }] as const),
    ),
  );
  return [...places.values()]
    .filter((one) => isOver(one, today))
    .map(({ manifest, path, until, reason, source }) =>
      warning({
        code: 'IGNORE_EXPIRED',
        summary: `${path.slice(1)} was left to the UI until ${until}, and is managed again`,
        ...(reason !== undefined && { detail: `The reason given: ${reason}` }),
        hint: 'Remove the entry from metadata.ignore, or give it a later day',
        address: manifest,
        source,
      }),
    );
}

const isOver = ({ until }: Ignore, today: string) => until !== undefined && until < today;

function leftToUi(model: FieldModel, desired: JsonObject, live: JsonObject, path: string): JsonObject {
  const isInKeyedList = pathSegments(path).some((_, depth, segments) =>
    listKey(
      model,
      patternOf(
        model,
        segments
          .slice(0, depth)
          .map((segment) => `/${segment}`)
          .join(''),
      ),
    ),
  );
  if (!isInKeyedList) return withoutMember(desired, pathSegments(path));
  const shown = specAt(model, live, path).value ?? null;
  const wanted = specAt(model, desired, path).value ?? null;
  if (shown === null && wanted === null) return desired;
  return applyDifferences(model, desired, live, [{ path, after: shown }]);
}
