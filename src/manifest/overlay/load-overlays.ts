import { address } from '../../core/address.ts';
import type { Diagnostic, Source } from '../../core/diagnostic.ts';
import type { Files } from '../../core/ports.ts';
import { sourceOf } from '../../core/source-of.ts';
import type { TenantSpec } from '../../core/tenant-spec.ts';
import { duplicateName } from '../duplicate-name.ts';
import type { FilesRead } from '../files-read.ts';
import { type ParsedDocument, parseFile } from '../parse.ts';
import { readDocument } from '../read-document.ts';
import { readInside } from '../read-inside.ts';
import type { OverlayEntry } from './overlay-entry.ts';
import { overlayKind } from './overlay-schema.ts';
import { readEntries } from './read-entries.ts';

export interface LoadedOverlays {
  /** In the order in which they apply. */
  readonly entries: readonly OverlayEntry[];
  /** Of the files that the Tenant lists. */
  readonly realPaths: ReadonlySet<string>;
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads the Overlays that a Tenant lists (interface §3), each file once. */
export async function loadOverlays(
  files: Files,
  tenant: TenantSpec,
  filesRead: FilesRead,
): Promise<LoadedOverlays> {
  const realPaths = new Set<string>();
  const documents: (readonly ParsedDocument[])[] = [];
  const parts: (readonly Diagnostic[])[] = [];
  for (const [index, path] of tenant.overlays.entries()) {
    const source = sourceOf(tenant, `/overlays/${index}`);
    const { file, realPath, read } = await readInside(files, { folder: tenant.folder, path, source });
    if (realPath !== undefined && realPaths.has(realPath)) continue;
    if (realPath !== undefined) realPaths.add(realPath);
    if ('problem' in read) {
      parts.push([read.problem]);
      continue;
    }
    filesRead.add(file, realPath ?? path, read.bytes);
    const parsed = parseFile(file, read.bytes);
    parts.push(parsed.diagnostics);
    documents.push(parsed.documents);
  }
  const { entries, diagnostics } = readOverlays(documents.flat());
  return { entries, realPaths, diagnostics: [...parts.flat(), ...diagnostics] };
}

function readOverlays(documents: readonly ParsedDocument[]): Pick<LoadedOverlays, 'entries' | 'diagnostics'> {
  const firsts = new Map<string, Source>();
  const entries: (readonly OverlayEntry[])[] = [];
  const parts: (readonly Diagnostic[])[] = [];
  for (const document of documents) {
    const { declares, sound, diagnostics } = readDocument(document, [overlayKind]);
    parts.push(diagnostics);
    if (!declares) continue;
    const first = firsts.get(declares.name);
    if (first) parts.push([duplicateName(declares, first)]);
    else firsts.set(declares.name, declares.source);
    const read = readEntries(document, address(overlayKind.kind, declares.name), sound);
    entries.push(read.entries);
    parts.push(read.diagnostics);
  }
  return { entries: entries.flat(), diagnostics: parts.flat() };
}
