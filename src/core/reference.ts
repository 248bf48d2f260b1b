import { isObject, type Json } from './json.ts';

/**
 * A reference as it stands in a spec:
 * a string is the name of a manifest of the target kind; `{external}` names an object outside Git, and bears
 * its `id` once the tenant was read; `{id}` is an object outside Git by id, once the tenant was read with its name as `label`
 * where it has one, or as `gone` where the tenant has no such object.
 */
export type Reference =
  | string
  | { readonly external: string; readonly id?: string }
  | { readonly id: string; readonly label?: string; readonly gone?: true };

/** Reads a reference out of a spec; undefined where the value has none of its forms. */
export function asReference(value: Json | undefined): Reference | undefined {
  if (typeof value === 'string') return value;
  if (!isObject(value)) return undefined;
  return typeof value.external === 'string' || typeof value.id === 'string'
    ? (value as Reference)
    : undefined;
}

/** What two references are compared by: the name of what Git manages, else the id, else the external name. */
export function referenceKey(reference: Reference): string {
  if (typeof reference === 'string') return reference;
  if ('id' in reference && reference.id !== undefined) return `id:${reference.id}`;
  return 'external' in reference ? `external:${reference.external}` : 'id:';
}

/** The reference as a path segment: as the manifest wrote it (interface §5). */
export function referenceSegment(reference: Reference): string {
  if (typeof reference !== 'string' && 'external' in reference) return `external:${reference.external}`;
  return referenceKey(reference);
}

/** Without names that a tenant may change behind the reference, so that fingerprints and journals hold only identity. */
export function stableReference(reference: Reference): Json {
  if (typeof reference === 'string') return reference;
  if (reference.id !== undefined) return { id: reference.id };
  return { external: (reference as { external: string }).external };
}
