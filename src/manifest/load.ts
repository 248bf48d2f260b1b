import { address } from '../core/address.ts';
import type { Diagnostic, Source } from '../core/diagnostic.ts';
import { digest, sha256 } from '../core/fingerprint.ts';
import type { Manifest } from '../core/manifest.ts';
import type { ManifestsDigest } from '../core/plan.ts';
import type { Files } from '../core/ports.ts';
import type { TenantSpec } from '../core/tenant-spec.ts';
import { discover } from './discover.ts';
import type { DocumentKind } from './document-schema.ts';
import { duplicateName } from './duplicate-name.ts';
import { parseFile } from './parse.ts';
import { readDocument } from './read-document.ts';
import { readFile } from './read-file.ts';

interface LoadInput {
  readonly files: Files;
  readonly tenant: TenantSpec;
  readonly kinds: readonly DocumentKind[];
}

export interface LoadedManifests {
  /** The documents with which nothing is wrong, in the order of files and lines. */
  readonly manifests: readonly Manifest[];
  /** Those of a known kind and a name with which something is: what they refer to can be checked all the same. */
  readonly broken: readonly Manifest[];
  readonly digest: ManifestsDigest;
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads all manifests of a tenant (interface §1). Everything that is wrong is reported at once; nothing is thrown. */
export async function loadManifests({ files, tenant, kinds }: LoadInput): Promise<LoadedManifests> {
  const { found, diagnostics: discovery } = await discover(files, tenant);
  const parts: (readonly Diagnostic[])[] = [discovery];
  const manifests: Manifest[] = [];
  const broken: Manifest[] = [];
  const places = new Map<string, Source>();
  const contents: [file: string, sha256: string][] = [];
  for (const { path, file } of found) {
    const read = await readFile(files, path, file);
    if ('problem' in read) {
      parts.push([read.problem]);
      continue;
    }
    contents.push([file, sha256(read.bytes)]);
    const parsed = parseFile(file, read.bytes);
    parts.push(parsed.diagnostics);
    for (const document of parsed.documents) {
      const { declares, manifest, sound, diagnostics } = readDocument(document, kinds);
      parts.push(diagnostics);
      if (!declares || !manifest) continue;
      const key = address(declares.kind, declares.name);
      const first = places.get(key);
      if (first) parts.push([duplicateName(declares, first)]);
      else places.set(key, declares.source);
      (sound && !first ? manifests : broken).push(manifest);
    }
  }
  return {
    manifests,
    broken,
    digest: { files: contents.length, digest: digest(contents) },
    diagnostics: parts.flat(),
  };
}
