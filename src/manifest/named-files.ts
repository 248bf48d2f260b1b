import { dirname } from 'node:path';
import type { Diagnostic } from '../core/diagnostic.ts';
import type { Pattern } from '../core/field-model.ts';
import { isArray, isObject, type Json, ownMember } from '../core/json.ts';
import type { Manifest, NamedFile } from '../core/manifest.ts';
import { childPath, type Path, pathSegments } from '../core/path.ts';
import type { Files } from '../core/ports.ts';
import { sourceOf } from '../core/source-of.ts';
import { decodeText } from './decode-text.ts';
import type { FilesRead } from './files-read.ts';
import { pathOutside } from './path-outside.ts';
import { pathWithin } from './path-within.ts';
import { readInside } from './read-inside.ts';

interface NamedFilesInput {
  readonly files: Files;
  /** The Tenant's folder. */
  readonly folder: string;
  /** Takes note of what is read. */
  readonly filesRead: FilesRead;
}

export interface NamedFilesRead {
  /** By the place that names each. */
  readonly files: Manifest['files'];
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads the files that manifests name (interface §2), each once. */
export class NamedFiles {
  readonly #input: NamedFilesInput;
  /** By absolute path. */
  readonly #known = new Map<string, NamedFile>();

  constructor(input: NamedFilesInput) {
    this.#input = input;
  }

  /**
   * Those at the patterns of a manifest's spec, relative to `path`, the manifest's own file. What is wrong with one is told where it is
   * named, but for its bytes.
   */
  async read(manifest: Manifest, patterns: readonly Pattern[], path: string): Promise<NamedFilesRead> {
    const found = new Map<Path, NamedFile>();
    const diagnostics: Diagnostic[] = [];
    for (const [place, name] of patterns.flatMap((pattern) =>
      textsAt(manifest.spec, pathSegments(pattern)),
    )) {
      const read = await this.#readOne(manifest, place, name, dirname(path));
      if ('problem' in read) diagnostics.push(read.problem);
      else found.set(place, read);
    }
    return { files: found, diagnostics };
  }

  async #readOne(
    manifest: Manifest,
    place: Path,
    name: string,
    from: string,
  ): Promise<NamedFile | { readonly problem: Diagnostic }> {
    const { files, folder, filesRead } = this.#input;
    const source = sourceOf(manifest, place);
    const path = pathWithin(folder, name, from);
    if (path === undefined) return { problem: pathOutside(`/spec${place}`, name, source) };
    const known = this.#known.get(path);
    if (known) return known;
    const { file, realPath = path, read } = await readInside(files, { folder, path, source });
    if ('problem' in read) return read;
    filesRead.add(file, realPath, read.bytes);
    const decoded = decodeText(file, read.bytes);
    if ('problem' in decoded) return decoded;
    const named = { file, text: decoded.text };
    this.#known.set(path, named);
    return named;
  }
}

/** The texts that stand where a pattern leads, with their paths. */
function textsAt(value: Json | undefined, segments: readonly string[], path: Path = ''): [Path, string][] {
  const [segment, ...rest] = segments;
  if (segment === undefined) return typeof value === 'string' ? [[path, value]] : [];
  if (segment === '*' && isArray(value)) {
    return value.flatMap((element, index) => textsAt(element, rest, childPath(path, index)));
  }
  return isObject(value) ? textsAt(ownMember(value, segment), rest, childPath(path, segment)) : [];
}
