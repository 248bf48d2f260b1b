import { address } from '../core/address.ts';
import { type Diagnostic, error, hasErrors, type Source } from '../core/diagnostic.ts';
import { didYouMean } from '../core/did-you-mean.ts';
import { isObject, type Json, type JsonObject } from '../core/json.ts';
import type { Manifest } from '../core/manifest.ts';
import { type DocumentKind, documentSchema, envelopeSchema } from './document-schema.ts';
import { namePattern } from './metadata-schema.ts';
import type { ParsedDocument } from './parse.ts';
import { shown } from './shown.ts';
import { tenantKind } from './tenant-schema.ts';
import { validate } from './validate.ts';

/** What a document says it is, at the place of its name. */
export interface Declaration {
  readonly kind: string;
  readonly name: string;
  readonly source: Source;
}

/** A document judged. One that has a known kind and a name is a manifest, even if something is wrong with it. */
export interface DocumentRead {
  readonly declares?: Declaration;
  readonly manifest?: Manifest;
  /** Nothing is wrong with it. */
  readonly sound: boolean;
  readonly diagnostics: readonly Diagnostic[];
}

/** Makes a manifest of a document of one of `kinds`. Diagnostics bear the address where the document has one. */
export function readDocument(document: ParsedDocument, kinds: readonly DocumentKind[]): DocumentRead {
  const kindName = member(document.value, 'kind');
  const kind = kinds.find((candidate) => candidate.kind === kindName);
  const problems = document.wellFormed ? problemsOf(document, kindName, kind, kinds) : [];
  const diagnostics = [...document.diagnostics, ...problems];
  const name = member(member(document.value, 'metadata'), 'name');
  if (!kind || typeof name !== 'string' || !new RegExp(namePattern).test(name)) {
    return { sound: false, diagnostics };
  }
  const source = document.sources.get('/metadata/name') ?? document.source;
  return {
    declares: { kind: kind.kind, name, source },
    manifest: toManifest(document, kind.kind, name),
    sound: !hasErrors(diagnostics),
    diagnostics: diagnostics.map((diagnostic) => ({ ...diagnostic, address: address(kind.kind, name) })),
  };
}

function problemsOf(
  document: ParsedDocument,
  kindName: Json | undefined,
  kind: DocumentKind | undefined,
  kinds: readonly DocumentKind[],
): readonly Diagnostic[] {
  if (kind) return validate(document, schemaOf(kind));
  const problems = validate(document, envelopeSchema);
  return typeof kindName === 'string' ? [unknownKind(kindName, kinds, document), ...problems] : problems;
}

/** One schema for each kind, so that it is compiled once. */
function schemaOf(kind: DocumentKind): JsonObject {
  const schema = schemas.get(kind) ?? documentSchema(kind);
  schemas.set(kind, schema);
  return schema;
}

const schemas = new WeakMap<DocumentKind, JsonObject>();

function unknownKind(kindName: string, kinds: readonly DocumentKind[], document: ParsedDocument): Diagnostic {
  const known = kinds.map(({ kind }) => kind);
  const hint =
    kindName === tenantKind.kind
      ? { hint: 'A Tenant belongs in cxform.yaml or the file that --config names' }
      : didYouMean(kindName, [...known, tenantKind.kind]);
  return error({
    code: 'UNKNOWN_KIND',
    summary: `There is no kind ${shown(kindName)} here`,
    detail: `Known here: ${known.join(', ')}`,
    ...hint,
    source: document.sources.get('/kind') ?? document.source,
  });
}

/** Parts of the wrong type, which a diagnostic has named, are left out. */
function toManifest(document: ParsedDocument, kind: string, name: string): Manifest {
  const metadata = member(document.value, 'metadata');
  const labels = member(metadata, 'labels');
  const spec = member(document.value, 'spec');
  return {
    kind,
    name,
    labels: isObject(labels) ? (labels as Manifest['labels']) : {},
    protect: member(metadata, 'protect') === true,
    spec: isObject(spec) ? spec : {},
    sources: specSources(document),
  };
}

function specSources(document: ParsedDocument): ReadonlyMap<string, Source> {
  const sources = new Map([['', document.source]]);
  for (const [pointer, source] of document.sources) {
    if (pointer.startsWith('/spec/')) sources.set(pointer.slice('/spec'.length), source);
  }
  return sources;
}

function member(value: Json | undefined, key: string): Json | undefined {
  return isObject(value) ? value[key] : undefined;
}
