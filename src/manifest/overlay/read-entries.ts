import type { Address } from '../../core/address.ts';
import { type Diagnostic, error, type Source } from '../../core/diagnostic.ts';
import { isArray, isObject, type Json, type JsonObject, ownMember } from '../../core/json.ts';
import { childPath, type Path } from '../../core/path.ts';
import { memberOf } from '../declaration.ts';
import { isPointer } from '../metadata-schema.ts';
import type { ParsedDocument } from '../parse.ts';
import { placeName } from '../place-name.ts';
import { childOf, isMembers, type LocatedNode, toTree } from './located-tree.ts';
import type { OverlayChange, OverlayEntry, OverlayTarget } from './overlay-entry.ts';
import type { PatchOperation } from './patch.ts';
import { patchPathProblem } from './patch-path.ts';

interface EntriesRead {
  readonly entries: readonly OverlayEntry[];
  readonly diagnostics: readonly Diagnostic[];
}

/** The entries of an Overlay whose schema was asked: `sound` says with what answer. */
export function readEntries(document: ParsedDocument, overlay: Address, sound: boolean): EntriesRead {
  const list = memberOf(document.value, 'spec');
  const entries = isArray(list) ? list : [];
  const diagnostics = entries.flatMap((entry, index) =>
    pathProblems(document, overlay, entry, entryPath(index)),
  );
  const usable = sound && diagnostics.length === 0;
  return {
    entries: entries.flatMap((entry, index) => {
      const target = targetOf(document, memberOf(entry, 'target'), `${entryPath(index)}/target`);
      if (!target) return [];
      return {
        overlay,
        target,
        ...(usable && { change: changeOf(document, entry as JsonObject, entryPath(index)) }),
      };
    }),
    diagnostics,
  };
}

const entryPath = (index: number) => childPath('/spec', index);

function placeIn(document: ParsedDocument, path: Path): Source {
  return document.sources.get(path) ?? document.source;
}

function targetOf(document: ParsedDocument, target: Json | undefined, path: Path): OverlayTarget | undefined {
  const kind = memberOf(target, 'kind');
  const name = memberOf(target, 'name');
  const labels = memberOf(target, 'labels') ?? {};
  if (typeof kind !== 'string' || !(name === undefined || typeof name === 'string') || !isTexts(labels))
    return undefined;
  const at = (member: string) => placeIn(document, `${path}/${member}`);
  return {
    kind,
    ...(name !== undefined && { name }),
    labels,
    places: { target: placeIn(document, path), kind: at('kind'), name: at('name'), labels: at('labels') },
  };
}

const isTexts = (value: Json): value is { readonly [name: string]: string } =>
  isObject(value) && Object.values(value).every((member) => typeof member === 'string');

function changeOf(document: ParsedDocument, entry: JsonObject, path: Path): OverlayChange {
  const tree = (member: string) => {
    const value = ownMember(entry, member);
    return value === undefined
      ? undefined
      : toTree(document, `${path}/${member}`, value, placeIn(document, path));
  };
  const merge = tree('merge');
  const patch = tree('patch');
  if (merge) {
    const spec = childOf(merge, 'spec');
    const metadata = childOf(merge, 'metadata');
    return { type: 'merge', ...(spec && { spec }), ...(metadata && { metadata }) };
  }
  if (patch) return { type: 'patch', operations: elementsOf(patch).map(toOperation) };
  return { type: 'exclude' };
}

const elementsOf = ({ content }: LocatedNode) => (Array.isArray(content) ? content : []);

function toOperation(node: LocatedNode): PatchOperation {
  const { op, path, value } = isMembers(node.content) ? node.content : {};
  return {
    // The schema was met.
    op: op?.content as PatchOperation['op'],
    path: path?.content as Path,
    ...(value && { value }),
    source: node.source,
  };
}

/** `OVERLAY_PATH`: an operation on what overlays leave alone. */
function pathProblems(document: ParsedDocument, overlay: Address, entry: Json, at: Path): Diagnostic[] {
  const patch = memberOf(entry, 'patch');
  return (isArray(patch) ? patch : []).flatMap((operation, index) => {
    const path = memberOf(operation, 'path');
    const problem = isPointer(path) ? patchPathProblem(path) : undefined;
    if (problem === undefined) return [];
    const place = `${childPath(`${at}/patch`, index)}/path`;
    return error({
      code: 'OVERLAY_PATH',
      summary: `${placeName(place)} ${problem}`,
      hint: 'Overlays change what is below /spec, and labels, protect, ignore and formerly below /metadata',
      address: overlay,
      source: placeIn(document, place),
    });
  });
}
