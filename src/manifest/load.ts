import { type Address, address } from '../core/address.ts';
import type { Diagnostic } from '../core/diagnostic.ts';
import type { DeclarableKind } from '../core/kind.ts';
import type { Manifest } from '../core/manifest.ts';
import type { ManifestsDigest } from '../core/plan.ts';
import type { Files } from '../core/ports.ts';
import type { TenantSpec } from '../core/tenant-spec.ts';
import { type Declaration, memberOf } from './declaration.ts';
import { discover, type ManifestFile } from './discover.ts';
import { duplicateName } from './duplicate-name.ts';
import { FilesRead } from './files-read.ts';
import { NamedFiles, type NamedFilesRead } from './named-files.ts';
import { loadOverlays } from './overlay/load-overlays.ts';
import { overlayKind } from './overlay/overlay-schema.ts';
import { Overlays } from './overlay/overlays.ts';
import { unlistedOverlay } from './overlay/unlisted-overlay.ts';
import { type ParsedDocument, parseFile } from './parse.ts';
import { readDocument } from './read-document.ts';
import { readFile } from './read-file.ts';

interface LoadInput {
  readonly files: Files;
  readonly tenant: TenantSpec;
  readonly kinds: readonly DeclarableKind[];
}

export interface LoadedManifests {
  /** The documents with which nothing is wrong, in the order of files and lines. */
  readonly manifests: readonly Manifest[];
  /** Those of a known kind and a name with which something is: what they refer to can be checked all the same. */
  readonly broken: readonly Manifest[];
  /** What overlays take away from this tenant. */
  readonly excluded: readonly Address[];
  readonly digest: ManifestsDigest;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Reads all manifests of a tenant (interface §1) as its overlays leave them. Everything that is wrong is reported at once; nothing is
 * thrown.
 */
export async function loadManifests(input: LoadInput): Promise<LoadedManifests> {
  const { files, tenant, kinds } = input;
  const filesRead = new FilesRead();
  const { entries, realPaths, diagnostics } = await loadOverlays(files, tenant, filesRead);
  const discovered = await discover(files, tenant, realPaths);
  const overlays = new Overlays(entries, kinds);
  const loading = new Loading(input, filesRead, overlays);
  for (const file of discovered.found) await loading.read(file);
  const parts = [discovered.diagnostics, diagnostics, ...loading.parts, overlays.problems()];
  return {
    manifests: loading.manifests,
    broken: loading.broken,
    excluded: loading.excluded,
    digest: filesRead.digest(),
    diagnostics: parts.flat(),
  };
}

class Loading {
  readonly manifests: Manifest[] = [];
  readonly broken: Manifest[] = [];
  readonly excluded: Address[] = [];
  readonly parts: (readonly Diagnostic[])[] = [];
  readonly #input: LoadInput;
  readonly #filesRead: FilesRead;
  readonly #overlays: Overlays;
  readonly #namedFiles: NamedFiles;
  readonly #firsts = new Map<Address, Declaration>();

  constructor(input: LoadInput, filesRead: FilesRead, overlays: Overlays) {
    this.#input = input;
    this.#filesRead = filesRead;
    this.#overlays = overlays;
    this.#namedFiles = new NamedFiles({ files: input.files, folder: input.tenant.folder, filesRead });
  }

  async read({ path, realPath, file }: ManifestFile): Promise<void> {
    const read = await readFile(this.#input.files, path, file);
    if ('problem' in read) {
      this.parts.push([read.problem]);
      return;
    }
    this.#filesRead.add(file, realPath, read.bytes);
    const parsed = parseFile(file, read.bytes);
    this.parts.push(parsed.diagnostics);
    for (const document of parsed.documents) {
      if (memberOf(document.value, 'kind') === overlayKind.kind) {
        this.parts.push(document.diagnostics, [unlistedOverlay(document, this.#input.tenant)]);
        continue;
      }
      const overlaid = this.#overlays.apply(document);
      this.parts.push(overlaid.diagnostics);
      if (overlaid.excluded !== undefined) this.excluded.push(overlaid.excluded);
      if (overlaid.document) await this.#judge(overlaid.document, path, overlaid.diagnostics.length === 0);
    }
  }

  /** `fits` says that the overlays could be applied to it. */
  async #judge(document: ParsedDocument, path: string, fits: boolean): Promise<void> {
    const { declares, manifest, sound, diagnostics } = readDocument(document, this.#input.kinds);
    this.parts.push(diagnostics.map((diagnostic) => namingManifest(diagnostic, document)));
    if (!declares || !manifest) return;
    const { kind, name } = declares;
    const key = address(kind.kind, name);
    const first = this.#firsts.get(key);
    if (first) this.parts.push([duplicateName(declares, first.source)]);
    else this.#firsts.set(key, declares);
    const readsFiles = kind.role === 'lookup' && document.wellFormed;
    const named = readsFiles ? await this.#namedFiles.read(manifest, kind.files, path) : noFiles;
    this.parts.push(named.diagnostics.map((diagnostic) => ({ ...diagnostic, address: key })));
    const isWhole = sound && fits && !first && named.diagnostics.length === 0;
    (isWhole ? this.manifests : this.broken).push({ ...manifest, files: named.files });
  }
}

const noFiles: NamedFilesRead = { files: new Map(), diagnostics: [] };

/** What an overlay has written into several manifests is wrong in each of them: its place alone does not tell which. */
function namingManifest(diagnostic: Diagnostic, { source }: ParsedDocument): Diagnostic {
  const { address: at, summary, source: place } = diagnostic;
  if (at === undefined || place === undefined || place.file === source.file) return diagnostic;
  return { ...diagnostic, summary: `${at}: ${summary}` };
}
