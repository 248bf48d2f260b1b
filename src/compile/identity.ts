import { type Diagnostic, error } from '../core/diagnostic.ts';
import type { Resource } from '../core/resource.ts';
import { sourceOf } from '../core/source-of.ts';

/**
 * `IDENTITY_SHARED`: two manifests that stand for one object. Objects match by name in the end, so that two of a kind with one
 * displayName could swap, or be made into one; only pins can tell them apart.
 */
export function checkIdentities(resources: readonly Resource[]): Diagnostic[] {
  return [...sharing(resources, byName), ...sharing(resources, byPin)];
}

interface Identity {
  readonly key: string;
  readonly path: string;
  readonly text: string;
}

const byName = ({ kind, spec, pin }: Resource): Identity | undefined =>
  pin === undefined
    ? {
        key: `${kind}/${spec.displayName}`,
        path: '/displayName',
        text: `the name ${spec.displayName} in CXone`,
      }
    : undefined;

const byPin = ({ kind, pin }: Resource): Identity | undefined =>
  pin === undefined ? undefined : { key: `${kind}/${pin}`, path: '', text: `the pin ${pin}` };

function sharing(
  resources: readonly Resource[],
  identityOf: (resource: Resource) => Identity | undefined,
): Diagnostic[] {
  const first = new Map<string, Resource>();
  return resources.flatMap((resource) => {
    const identity = identityOf(resource);
    if (!identity) return [];
    const other = first.get(identity.key);
    if (!other) {
      first.set(identity.key, resource);
      return [];
    }
    const place = sourceOf(other, identity.path);
    return [
      error({
        code: 'IDENTITY_SHARED',
        summary: `${resource.address} and ${other.address} both have ${identity.text}`,
        detail: `The other one is at ${place.file}:${place.line}`,
        hint: 'Give one another displayName, or pin both to their ids in the Tenant',
        address: resource.address,
        source: sourceOf(resource, identity.path),
      }),
    ];
  });
}
