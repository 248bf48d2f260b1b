import { join } from 'node:path';
import { type Address, address } from '../../core/address.ts';
import type { Source } from '../../core/diagnostic.ts';
import { invariant } from '../../core/invariant.ts';
import { isObject, type JsonObject, ownMember } from '../../core/json.ts';
import type { DeclarableKind } from '../../core/kind.ts';
import type { KindTable } from '../../core/kind-table.ts';
import type { Manifest } from '../../core/manifest.ts';
import type { Files } from '../../core/ports.ts';
import { sourceOf } from '../../core/source-of.ts';
import { type ParsedDocument, parseFile } from '../../manifest/parse.ts';

/** The document that a manifest was made of, as it stands in its file. */
export interface ManifestDocument {
  readonly address: Address;
  readonly kind: DeclarableKind;
  /** As overlays left it. */
  readonly manifest: Manifest;
  /** As it is written, without overlays. */
  readonly spec: JsonObject;
  /** Relative to the Tenant's folder. */
  readonly file: string;
  /** The real path of that file. */
  readonly path: string;
  /** Its position among the documents of the file that hold a value. */
  readonly index: number;
}

interface DocumentsInput {
  readonly files: Files;
  /** The Tenant's. */
  readonly folder: string;
  readonly kinds: KindTable;
  readonly manifests: readonly Manifest[];
}

/** Finds the documents of manifests; each file is parsed once. */
export class Documents {
  readonly #input: DocumentsInput;
  readonly #manifests: ReadonlyMap<Address, Manifest>;
  readonly #parsed = new Map<string, Promise<readonly ParsedDocument[]>>();

  constructor(input: DocumentsInput) {
    this.#input = input;
    this.#manifests = new Map(input.manifests.map((one) => [address(one.kind, one.name), one]));
  }

  /** The document of a manifest that was compiled from these files. */
  async of(at: Address): Promise<ManifestDocument> {
    const { files, folder, kinds } = this.#input;
    const manifest = this.#manifests.get(at);
    const kind = manifest && kinds.find(manifest.kind);
    invariant(kind && kind.role !== 'outside', `${at} was compiled from no manifest`);
    const source = sourceOf(manifest, '');
    const path = (await files.realPath(join(folder, source.file))) ?? join(folder, source.file);
    const documents = await this.#documentsIn(source.file, path);
    const index = documents.findIndex((one) => isSamePlace(one.source, source));
    const value = documents[index]?.value;
    invariant(isObject(value), `the document of ${at} is gone`);
    const spec = ownMember(value, 'spec');
    return { address: at, kind, manifest, spec: isObject(spec) ? spec : {}, file: source.file, path, index };
  }

  #documentsIn(file: string, path: string): Promise<readonly ParsedDocument[]> {
    const parse = async () =>
      parseFile(file, (await this.#input.files.read(path)) ?? new Uint8Array()).documents;
    const parsed = this.#parsed.get(path) ?? parse();
    this.#parsed.set(path, parsed);
    return parsed;
  }
}

const isSamePlace = (a: Source, b: Source) => a.line === b.line && a.column === b.column;
