import { type Diagnostic, error } from '../core/diagnostic.ts';
import { identityName, identityReference } from '../core/identity.ts';
import { keyInKind } from '../core/key-in-kind.ts';
import { referenceKey, referenceSegment } from '../core/reference.ts';
import type { Resource } from '../core/resource.ts';
import { sourceOf } from '../core/source-of.ts';

/**
 * `IDENTITY_SHARED`: two manifests that stand for one object. Objects match by their identity in the end, so that two of a kind with
 * one name could swap, or be made into one; only pins can tell them apart.
 */
export function checkIdentities(resources: readonly Resource[]): Diagnostic[] {
  return [...sharing(resources, declaredIdentity), ...sharing(resources, pinnedIdentity)];
}

interface SharedIdentity {
  readonly key: string;
  readonly path: string;
  readonly text: string;
  readonly hint: string;
}

function declaredIdentity(resource: Resource): SharedIdentity | undefined {
  const { kind, identity, pin } = resource;
  if (pin !== undefined) return undefined;
  const reference = identityReference(resource);
  if (reference !== undefined) {
    return {
      key: keyInKind(kind, referenceKey(reference)),
      path: identity.path,
      text: `the ${identity.path.slice(1)} ${referenceSegment(reference)}`,
      hint: 'Leave it to one of them',
    };
  }
  const name = String(identityName(resource));
  return {
    key: keyInKind(kind, name),
    path: identity.path,
    text: `the name ${name} in CXone`,
    hint: `Give one another ${identity.path.slice(1)}, or pin both to their ids in the Tenant`,
  };
}

function pinnedIdentity({ kind, pin }: Resource): SharedIdentity | undefined {
  if (pin === undefined) return undefined;
  return { key: keyInKind(kind, pin), path: '', text: `the pin ${pin}`, hint: 'Correct one of the pins' };
}

function sharing(
  resources: readonly Resource[],
  identityOf: (resource: Resource) => SharedIdentity | undefined,
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
        hint: identity.hint,
        address: resource.address,
        source: sourceOf(resource, identity.path),
      }),
    ];
  });
}
