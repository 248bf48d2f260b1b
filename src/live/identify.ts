import { DecodeError } from '../core/decode-error.ts';
import { type Diagnostic, error } from '../core/diagnostic.ts';
import type { Raw } from '../core/raw.ts';
import type { Identified } from '../core/wire.ts';
import type { TenantKind } from './kinds-to-read.ts';
import type { ListedKind } from './list.ts';

/** A live object whose fields are not read yet. */
export interface IdentifiedObject extends Identified {
  readonly kind: string;
  readonly raw: Raw;
}

/** Gives each raw object its id, name and version. One that was listed twice while pages moved counts once, as last seen. */
export function identifyObjects(listed: readonly ListedKind[]): {
  readonly objects: readonly IdentifiedObject[];
  readonly diagnostics: readonly Diagnostic[];
} {
  const diagnostics: Diagnostic[] = [];
  const objects = listed.flatMap(({ kind, raws }) => {
    const byId = new Map<string, IdentifiedObject>();
    for (const raw of raws) {
      const object = identifyObject(kind, raw, diagnostics);
      if (object) byId.set(object.id, object);
    }
    return [...byId.values()];
  });
  return { objects, diagnostics };
}

/** Gives one raw object its id, name and version; undefined, and a diagnostic `LIVE_UNREADABLE` more, where it has none. */
export function identifyObject(
  { kind, wire }: TenantKind,
  raw: Raw,
  diagnostics: Diagnostic[],
  askedFor?: string,
): IdentifiedObject | undefined {
  try {
    return { ...wire.identify(raw, askedFor), kind, raw };
  } catch (thrown) {
    if (!(thrown instanceof DecodeError)) throw thrown;
    diagnostics.push(
      error({
        code: 'LIVE_UNREADABLE',
        summary: `An object of kind ${kind} in the tenant: ${thrown.message}`,
        hint: 'cxform doctor tells whether the tenant has all calls as expected',
      }),
    );
    return undefined;
  }
}
