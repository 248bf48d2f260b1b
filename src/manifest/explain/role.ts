import type { DeclarableKind, OutsideKind } from '../../core/kind.ts';
import type { DocumentKind } from '../document-schema.ts';

/** A kind of documents, or one that there are no documents of. */
export type ExplainableKind = DeclarableKind | OutsideKind | DocumentKind;

/** What the manifests of a kind are, in a sentence. */
export function roleSentence(kind: ExplainableKind): string {
  if (kind.role === 'outside') return 'Manifests refer to it and cannot declare it.';
  if (kind.role === 'setting') return 'cxform itself reads it; the tenant holds nothing of it.';
  if (kind.role === 'lookup') return 'Other manifests look things up in it; the tenant holds nothing of it.';
  if ('fold' in kind) return `A part of a ${kind.fold.host}, in a manifest of its own.`;
  return 'expand' in kind
    ? 'Each manifest stands for several objects in the tenant.'
    : 'Each manifest stands for one object in the tenant.';
}
