import { isDeepStrictEqual } from 'node:util';
import { type CST, Parser } from 'yaml';
import { invariant } from '../../core/invariant.ts';
import { isObject, type Json, ownMember } from '../../core/json.ts';
import { expandAliases } from './aliases.ts';
import { changesTo } from './changes.ts';
import { soundValues } from './sound-values.ts';
import { applySplices, type Splice } from './splice.ts';
import { withValueAt } from './value.ts';

/** Which document of a file. */
export interface DocumentName {
  readonly kind: string;
  readonly name: string;
}

/** A value for one place of a file. */
export interface DocumentEdit {
  /** Which document: its position among those that hold a value. */
  readonly document: number;
  /** Into the document; elements of lists are named by their index, the next free one included. */
  readonly path: readonly string[];
  /** Undefined takes away what stands there. */
  readonly value: Json | undefined;
}

/**
 * Sets a value in the document of a file that has this kind and metadata.name, or removes it where `value` is undefined. Everything
 * else, comments and layout included, stays as it is. Missing maps on the way are made; elements of lists are named by their index.
 * Undefined where there is no such document, or the file is no sound YAML.
 */
export function setInDocument(
  text: string,
  where: DocumentName,
  path: readonly string[],
  value: Json | undefined,
): string | undefined {
  const values = soundValues(text) ?? [];
  const document = values.findIndex((one) => isNamed(one, where));
  return document === -1 ? undefined : editSound(text, values, [{ document, path, value }]);
}

/**
 * Carries out edits of a file's documents, in their order, as `setInDocument` does each: in one go, however many there are. Undefined
 * where the file is no sound YAML.
 */
export function editDocuments(text: string, edits: readonly DocumentEdit[]): string | undefined {
  const values = soundValues(text);
  return values && editSound(text, values, edits);
}

function editSound(
  text: string,
  values: readonly Json[],
  edits: readonly DocumentEdit[],
): string | undefined {
  const documents = documentsOf(text);
  if (documents.length !== values.length) return undefined;
  const wanted = [...values];
  const openLevels = new Map<number, number>();
  for (const { document, path, value } of edits) {
    const current = wanted[document];
    invariant(current !== undefined, 'an edit names no document of the file');
    invariant(path.length > 0, 'a document is never replaced whole');
    wanted[document] = withValueAt(current, path, value) ?? current;
    openLevels.set(document, Math.min(path.length, openLevels.get(document) ?? path.length));
  }
  const splices = [...openLevels].flatMap(([index, open]) =>
    splicesFor(text, documents[index], values[index] ?? null, wanted[index] ?? null, open),
  );
  const edited = applySplices(text, splices);
  invariant(isDeepStrictEqual(soundValues(edited), wanted), 'an edit of a manifest changed something else');
  return edited;
}

function splicesFor(
  text: string,
  document: CST.Document | undefined,
  current: Json,
  wanted: Json,
  openLevels: number,
): Splice[] {
  invariant(document?.value, 'a document that holds a value has a token');
  const eol = /\r?\n/.exec(text)?.[0] ?? '\n';
  const changes = changesTo({ text, eol, openLevels }, document.value, current, wanted);
  return [...changes, ...expandAliases(document, current, wanted, changes)];
}

/** The same documents as tokens. */
function documentsOf(text: string): readonly CST.Document[] {
  return [...new Parser().parse(text)].filter(
    (token): token is CST.Document => token.type === 'document' && token.value !== undefined,
  );
}

function isNamed(document: Json, { kind, name }: DocumentName): boolean {
  if (!isObject(document) || ownMember(document, 'kind') !== kind) return false;
  const metadata = ownMember(document, 'metadata');
  return metadata !== undefined && isObject(metadata) && ownMember(metadata, 'name') === name;
}
