import type { Address } from '../core/address.ts';
import type { Change } from '../core/change.ts';
import { deleteFingerprint } from '../core/delete-fingerprint.ts';
import type { Source } from '../core/diagnostic.ts';
import { comparedPart, type FieldModel } from '../core/field-model.ts';
import { digest } from '../core/fingerprint.ts';
import { isObject, type JsonObject, ownMember } from '../core/json.ts';
import { rereadsBeforeCreate } from '../core/rereads.ts';
import type { LiveObject, Resource } from '../core/resource.ts';
import { sourceOf } from '../core/source-of.ts';
import { specAt } from '../core/spec-at.ts';
import { stableSpec } from '../core/stable.ts';
import type { Comparison } from './compare.ts';
import type { LooseFacet } from './facets.ts';

/** The change that makes the tenant match one declared resource; it depends on nothing yet. */
export function writeChange(
  model: FieldModel,
  { resource, object, fields }: Comparison,
  clears: readonly LooseFacet[],
): Change {
  return {
    address: resource.address,
    action: object ? 'update' : 'create',
    ...(object
      ? { ...target(object), fingerprint: fingerprint(model, object.spec, resource.spec) }
      : rereadsBeforeCreate(resource) && weak),
    fields,
    desired: resource.spec,
    steps: ['write'],
    ...(resource.facets.length > 0 && {
      facets: Object.fromEntries(resource.facets.map(({ path, address }) => [path, address])),
    }),
    ...(clears.length > 0 && { clears: clears.map(({ facet }) => facet.address) }),
    dependsOn: [],
    sources: sourcesOf(model, resource, fields),
  };
}

/** The change that removes an object which Git no longer declares. */
export function deleteChange(model: FieldModel, address: Address, object: LiveObject): Change {
  return {
    address,
    action: 'delete',
    ...target(object),
    fingerprint: deleteFingerprint(model, object),
    fields: [],
    desired: {},
    steps: ['write'],
    dependsOn: [],
    sources: {},
  };
}

/** No version guards the write: of an object that has none, and of one that is not there yet where its create writes over what is. */
const weak: Pick<Change, 'weak'> = { weak: true };

function target({ id, version }: LiveObject): Pick<Change, 'version' | 'weak'> & { readonly id: string } {
  return version === undefined ? { id, ...weak } : { id, version };
}

function fingerprint(model: FieldModel, live: JsonObject, desired: JsonObject): string {
  return digest(stableSpec(model, managedPart(live, comparedPart(model, desired))));
}

/** The live fields that the manifest manages; a list is managed whole. */
function managedPart(live: JsonObject, desired: JsonObject): JsonObject {
  const members = Object.entries(desired).map(([key, wanted]) => {
    const found = ownMember(live, key) ?? null;
    return [key, isObject(wanted) && isObject(found) ? managedPart(found, wanted) : found];
  });
  return Object.fromEntries(members);
}

function sourcesOf(
  model: FieldModel,
  resource: Resource,
  fields: Comparison['fields'],
): { readonly [path: string]: Source } {
  const ofFields = fields.map(({ path }) => [
    path,
    sourceOf(resource, specAt(model, resource.spec, path).indexPath),
  ]);
  return Object.fromEntries([['', sourceOf(resource, '')], ...ofFields]);
}
