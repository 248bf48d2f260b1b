import type { DeclarableKind } from '../../../src/core/kind.ts';
import { type LoadedManifests, loadManifests } from '../../../src/manifest/load.ts';
import { MemoryFiles } from '../../support/memory-files.ts';
import { gadget, gadgetText, tenant } from '../gadget.ts';

interface Texts {
  /** Below `manifests/`; one gadget `a` by default. */
  readonly manifests?: Readonly<Record<string, string>>;
  /** Below `overlays/`, all listed in this order. */
  readonly overlays?: Readonly<Record<string, string>>;
  readonly kinds?: readonly DeclarableKind[];
}

/** Loads manifests as overlays make them. */
export function loadOverlaid({
  manifests,
  overlays = {},
  kinds = [gadget],
}: Texts): Promise<LoadedManifests> {
  const paths = Object.keys(overlays).map((file) => `/home/overlays/${file}`);
  const files = new MemoryFiles({
    ...below('/home/manifests', manifests ?? { 'a.yaml': gadgetText('a') }),
    ...below('/home/overlays', overlays),
  });
  return loadManifests({ files, tenant: { ...tenant, overlays: paths }, kinds });
}

/** An Overlay's document, the first of the given lines being line 5: each entry is a line. */
export const overlayText = (...entries: string[]) =>
  [
    'apiVersion: cxform/v1',
    'kind: Overlay',
    'metadata: {name: prod}',
    entries.length === 0 ? 'spec: []' : 'spec:',
    ...entries.map((entry) => `  - ${entry}`),
    '',
  ].join('\n');

/** Loads one gadget with the given spec under one Overlay with the given entries. */
export const loadUnder = (spec: readonly string[], ...entries: string[]) =>
  loadOverlaid({
    manifests: { 'a.yaml': gadgetText('a', ...spec) },
    overlays: { 'o.yaml': overlayText(...entries) },
  });

/** Loads one gadget with the given spec under one patch with the given operations, which stand in lines from 6 on. */
export const loadPatched = (spec: readonly string[], ...operations: string[]) =>
  loadUnder(
    spec,
    [
      '{target: {kind: Gadget, name: a}, patch: [',
      ...operations.map((one) => `      ${one},`),
      '    ]}',
    ].join('\n'),
  );

/** `file:line:column` of a place in the spec of the first manifest. */
export function placeIn({ manifests, broken }: LoadedManifests, path: string): string {
  const source = [...manifests, ...broken][0]?.sources.get(path);
  return source ? `${source.file}:${source.line}:${source.column}` : 'nowhere';
}

function below(folder: string, texts: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(texts).map(([file, text]) => [`${folder}/${file}`, text]));
}
