import { referenceAt } from '../core/field-tree.ts';
import { keyInKind } from '../core/key-in-kind.ts';
import type { ObjectKind } from '../core/kind.ts';
import type { Reference } from '../core/reference.ts';
import type { IdentifiedObject } from './identify.ts';

/** The ids that references outside Git mean, as far as they are clear; what is not is a diagnostic when references are bound. */
export class ReferencedIds {
  readonly #byName = new Map<string, string | undefined>();

  constructor(objects: readonly IdentifiedObject[]) {
    for (const { kind, name, id } of objects) {
      if (name === undefined) continue;
      const key = keyInKind(kind, name);
      this.#byName.set(key, this.#byName.has(key) ? undefined : id);
    }
  }

  /** The kind that the identity of a kind's objects refers to. */
  targetOf({ fields, identity }: ObjectKind): string | undefined {
    return referenceAt(fields, identity.path)?.kind;
  }

  /** The id that an identity of that kind has. */
  idOf(kind: ObjectKind, reference: Reference | undefined): string | undefined {
    if (reference === undefined || typeof reference === 'string') return undefined;
    if (reference.id !== undefined) return reference.id;
    const target = this.targetOf(kind);
    return 'external' in reference
      ? this.#byName.get(keyInKind(target ?? '', reference.external))
      : undefined;
  }
}
