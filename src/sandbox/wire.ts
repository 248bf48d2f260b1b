/** Any value of a JSON text. */
export type Json = null | boolean | number | string | readonly Json[] | Members;

/** A JSON object: its members by name. Taken over only by spreading or `Object.fromEntries`, which cannot touch a prototype. */
export type Members = { readonly [name: string]: Json };

/** An object as the API answers it, unknown members included. */
export type TenantObject = Members & { readonly id: string };

/** A tenant object that counts its writes (contract §1, Versions). */
export type VersionedObject = TenantObject & { readonly version: number };

/** True for a JSON object, false for arrays, null and scalars. */
export function isMembers(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The elements of an array, none of anything else. */
export function elementsOf(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? value : [];
}
