import { isArray, isObject } from '../../core/json.ts';
import type { DeclarableKind } from '../../core/kind.ts';
import type { DocumentKind } from '../document-schema.ts';
import { printManifests } from '../print/print.ts';

/** A manifest of a kind in YAML: what a new project begins with, or else one with the first spec that its schema gives as an example. */
export function exampleManifest(kind: DeclarableKind | DocumentKind): string | undefined {
  if ('starter' in kind && kind.starter) return printManifests([kind.starter]);
  const { examples } = kind.schema;
  const spec = isArray(examples) ? examples[0] : undefined;
  return isObject(spec) ? printManifests([{ kind: kind.kind, name: 'example', spec }]) : undefined;
}
