import type { ExportedManifest } from '../../core/kind.ts';
import { apiVersion } from '../document-schema.ts';
import { memberLines } from './lines.ts';

/** Tidy YAML, one document a manifest, with the keys of each spec in the order given. Read back, each text is what it was. */
export function printManifests(manifests: readonly ExportedManifest[]): string {
  return manifests.map(printManifest).join('---\n');
}

function printManifest({ kind, name, spec, protect }: ExportedManifest): string {
  const lines = [
    memberLines('apiVersion', apiVersion, { column: 0 }),
    memberLines('kind', kind, { column: 0 }),
    memberLines('metadata', { name, ...(protect && { protect }) }, { column: 0 }),
    memberLines('spec', spec, { column: 0, open: 1 }),
  ];
  return `${lines.flat().join('\n')}\n`;
}
