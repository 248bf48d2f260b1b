import type { Source } from '../core/diagnostic.ts';
import { isArray, isObject, type Json } from '../core/json.ts';
import { LazyMap } from '../core/lazy-map.ts';
import type { FormerName, Ignore, Manifest } from '../core/manifest.ts';
import { childPath } from '../core/path.ts';
import { type Declaration, memberOf } from './declaration.ts';
import { isPointer } from './metadata-schema.ts';
import type { ParsedDocument } from './parse.ts';

/** A document as a manifest. Parts of the wrong type, which a diagnostic has named, are left out. */
export function toManifest(document: ParsedDocument, { kind, name }: Declaration): Manifest {
  const metadata = memberOf(document.value, 'metadata');
  const spec = memberOf(document.value, 'spec');
  return {
    kind: kind.kind,
    name,
    labels: labelsOf(memberOf(metadata, 'labels')),
    protect: memberOf(metadata, 'protect') === true,
    ignore: listed(document, 'ignore', toIgnore),
    formerly: listed(document, 'formerly', toFormerName),
    spec: isObject(spec) ? spec : {},
    sources: specSources(document),
    files: new Map(),
  };
}

function labelsOf(labels: Json | undefined): Manifest['labels'] {
  if (!isObject(labels)) return {};
  return Object.fromEntries(
    Object.entries(labels).filter((label): label is [string, string] => typeof label[1] === 'string'),
  );
}

/** The elements of a list in the metadata that have the right shape. */
function listed<Element>(
  { value, sources, source }: ParsedDocument,
  member: string,
  read: (element: Json, source: Source) => Element | undefined,
): readonly Element[] {
  const list = memberOf(memberOf(value, 'metadata'), member);
  if (!isArray(list)) return [];
  return list.flatMap((element, index) => {
    const place = sources.get(childPath(`/metadata/${member}`, index)) ?? source;
    return read(element, place) ?? [];
  });
}

function toFormerName(name: Json, source: Source): FormerName | undefined {
  return typeof name === 'string' ? { name, source } : undefined;
}

function toIgnore(entry: Json, source: Source): Ignore | undefined {
  if (!isObject(entry)) return undefined;
  const { path, until, reason } = entry;
  if (!isPointer(path)) return undefined;
  return {
    path,
    ...(typeof until === 'string' && { until }),
    ...(typeof reason === 'string' && { reason }),
    source,
  };
}

function specSources(document: ParsedDocument): ReadonlyMap<string, Source> {
  const whole = new Map([['', document.source]]);
  const find = () => {
    const sources = new Map(whole);
    for (const [pointer, source] of document.sources) {
      if (pointer.startsWith('/spec/')) sources.set(pointer.slice('/spec'.length), source);
    }
    return sources;
  };
  return new LazyMap(find, whole);
}
