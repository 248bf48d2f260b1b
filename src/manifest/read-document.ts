import { address } from '../core/address.ts';
import { type Diagnostic, error, hasErrors } from '../core/diagnostic.ts';
import { didYouMean } from '../core/did-you-mean.ts';
import type { Manifest } from '../core/manifest.ts';
import { type Declaration, declarationOf, memberOf } from './declaration.ts';
import { type DocumentKind, documentSchema, envelopeSchema } from './document-schema.ts';
import { ignoredFieldProblems } from './ignored-fields.ts';
import { overlayKind } from './overlay/overlay-schema.ts';
import type { ParsedDocument } from './parse.ts';
import { shown } from './shown.ts';
import { tenantKind } from './tenant-schema.ts';
import { toManifest } from './to-manifest.ts';
import { validate } from './validate.ts';

/** A document judged. One that has a known kind and a name is a manifest, even if something is wrong with it. */
export interface DocumentRead<Kind extends DocumentKind> {
  readonly declares?: Declaration<Kind>;
  readonly manifest?: Manifest;
  /** Nothing is wrong with it. */
  readonly sound: boolean;
  readonly diagnostics: readonly Diagnostic[];
}

/** Makes a manifest of a document of one of `kinds`. Diagnostics bear the address where the document has one. */
export function readDocument<Kind extends DocumentKind>(
  document: ParsedDocument,
  kinds: readonly Kind[],
): DocumentRead<Kind> {
  const problems = document.wellFormed ? problemsOf(document, kinds) : [];
  const diagnostics = [...document.diagnostics, ...problems];
  const declares = declarationOf(document, kinds);
  if (!declares) return { sound: false, diagnostics };
  const at = address(declares.kind.kind, declares.name);
  return {
    declares,
    manifest: toManifest(document, declares),
    sound: !hasErrors(diagnostics),
    diagnostics: diagnostics.map((diagnostic) => ({ ...diagnostic, address: at })),
  };
}

function problemsOf(document: ParsedDocument, kinds: readonly DocumentKind[]): readonly Diagnostic[] {
  const kindName = memberOf(document.value, 'kind');
  const kind = kinds.find((candidate) => candidate.kind === kindName);
  if (kind) {
    return [...validate(document, documentSchema(kind)), ...ignoredFieldProblems(document, kind)];
  }
  const problems = validate(document, envelopeSchema);
  return typeof kindName === 'string' ? [unknownKind(kindName, kinds, document), ...problems] : problems;
}

function unknownKind(kindName: string, kinds: readonly DocumentKind[], document: ParsedDocument): Diagnostic {
  const known = kinds.map(({ kind }) => kind);
  const home = homes.get(kindName);
  return error({
    code: 'UNKNOWN_KIND',
    summary: `There is no kind ${shown(kindName)} here`,
    detail: `Known here: ${known.join(', ')}`,
    ...(home === undefined ? didYouMean(kindName, [...known, ...homes.keys()]) : { hint: home }),
    source: document.sources.get('/kind') ?? document.source,
  });
}

/** Where the documents that are no manifests belong. */
const homes: ReadonlyMap<string, string> = new Map([
  [tenantKind.kind, 'A Tenant belongs in cxform.yaml or the file that --config names'],
  [overlayKind.kind, 'An Overlay belongs in a file that spec.overlays of a Tenant names'],
]);
