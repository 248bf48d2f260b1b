import { isDeepStrictEqual } from 'node:util';
import { type CST, Parser } from 'yaml';
import { invariant } from '../../core/invariant.ts';
import { isObject, type Json, ownMember } from '../../core/json.ts';
import { expandAliases } from './aliases.ts';
import { changesTo } from './changes.ts';
import { commentOffsets } from './comments.ts';
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

/** What edits come to: a text, or those of them that cannot be made without losing a comment. Then none is. */
export type Edited =
  | { readonly text: string; readonly refused?: never }
  | { readonly text?: never; readonly refused: readonly DocumentEdit[] };

/**
 * Sets a value in the document of a file that has this kind and metadata.name, or removes it where `value` is undefined. Everything
 * else, comments and layout included, stays as it is; a comment goes only with the value or entry that it stands in or behind. Missing
 * maps on the way are made; elements of lists are named by their index. Undefined where there is no such document, where the file is no
 * sound YAML, and where another comment would be lost.
 */
export function setInDocument(
  text: string,
  where: DocumentName,
  path: readonly string[],
  value: Json | undefined,
): string | undefined {
  const values = soundValues(text) ?? [];
  const document = values.findIndex((one) => isNamed(one, where));
  return document === -1 ? undefined : editSound(text, values, [{ document, path, value }])?.text;
}

/**
 * Carries out edits of a file's documents, in their order, as `setInDocument` does each: in one go, however many there are. Undefined
 * where the file is no sound YAML.
 */
export function editDocuments(text: string, edits: readonly DocumentEdit[]): Edited | undefined {
  const values = soundValues(text);
  return values && editSound(text, values, edits);
}

function editSound(
  text: string,
  values: readonly Json[],
  edits: readonly DocumentEdit[],
): Edited | undefined {
  if (documentsOf(text).length !== values.length) return undefined;
  const wanted = [...values];
  const openLevels = new Map<number, number>();
  for (const { document, path, value } of edits) {
    const current = wanted[document];
    invariant(current !== undefined, 'an edit names no document of the file');
    invariant(path.length > 0, 'a document is never replaced whole');
    wanted[document] = withValueAt(current, path, value) ?? current;
    openLevels.set(document, Math.min(path.length, openLevels.get(document) ?? path.length));
  }
  return changeTo({ text, values, wanted, openLevels }, edits, true);
}

/** A file under edit. */
interface EditedFile {
  readonly text: string;
  /** Of its documents, and what they shall be. */
  readonly values: readonly Json[];
  readonly wanted: readonly Json[];
  /** By document, of those that are edited. */
  readonly openLevels: ReadonlyMap<number, number>;
}

function changeTo(file: EditedFile, edits: readonly DocumentEdit[], mayWait: boolean): Edited {
  const { text, wanted, openLevels } = file;
  const documents = documentsOf(text);
  const splices = [...openLevels.keys()].flatMap((index) =>
    splicesFor(file, index, documents[index], mayWait).map((splice) => ({ ...splice, document: index })),
  );
  const losing = splices.filter(({ losesAt }) => losesAt);
  if (losing.length > 0) return { refused: behind(edits, losing) };
  const edited = applySplices(text, splices);
  const now = soundValues(edited);
  if (isDeepStrictEqual(now, wanted)) return { text: edited };
  // What the YAML library does not read back as it was meant is left to people.
  if (!now || !mayWait) return { refused: edits };
  return changeTo({ ...file, text: edited, values: now }, edits, false);
}

interface DocumentSplice extends Splice {
  readonly document: number;
}

/** The edits that are about what splices print anew, a part of it, or what it is in; else all of its document. */
function behind(edits: readonly DocumentEdit[], splices: readonly DocumentSplice[]): DocumentEdit[] {
  const isOf = (one: DocumentSplice) => (edit: DocumentEdit) => edit.document === one.document;
  const found = splices.flatMap((one) => {
    const own = edits.filter(isOf(one));
    const near = own.filter(({ path }) => isAlong(path, one.losesAt ?? []));
    return near.length > 0 ? near : own;
  });
  return [...new Set(found)];
}

/** Whether one of two places lies within the other. */
function isAlong(a: readonly string[], b: readonly string[]): boolean {
  const length = Math.min(a.length, b.length);
  return isDeepStrictEqual(a.slice(0, length), b.slice(0, length));
}

function splicesFor(
  { text, values, wanted, openLevels }: EditedFile,
  index: number,
  document: CST.Document | undefined,
  mayWait: boolean,
): Splice[] {
  invariant(document?.value, 'a document that holds a value has a token');
  const eol = /\r?\n/.exec(text)?.[0] ?? '\n';
  const [current = null, after = null] = [values[index], wanted[index]];
  const edit = {
    text,
    eol,
    mayWait,
    openLevels: openLevels.get(index) ?? 0,
    comments: commentOffsets(document),
  };
  const changes = changesTo(edit, document.value, current, after);
  return [...changes, ...expandAliases(document, current, after, changes)];
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
