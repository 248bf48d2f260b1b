import { isDeepStrictEqual } from 'node:util';
import { type CST, Parser } from 'yaml';
import { invariant } from '../../core/invariant.ts';
import { isObject, type Json, ownMember } from '../../core/json.ts';
import { parseFile } from '../parse.ts';
import { expandAliases } from './aliases.ts';
import { changesTo } from './changes.ts';
import { applySplices } from './splice.ts';
import { withValueAt } from './value.ts';

/** Which document of a file. */
export interface DocumentName {
  readonly kind: string;
  readonly name: string;
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
  invariant(path.length > 0, 'a document is never replaced whole');
  const values = soundValues(text) ?? [];
  const documents = documentsOf(text);
  const index = values.findIndex((document) => isNamed(document, where));
  const [current, document] = [values[index], documents[index]];
  if (current === undefined || !document || documents.length !== values.length) return undefined;
  const wanted = withValueAt(current, path, value) ?? current;
  const edited = edit(text, document, current, wanted, path.length);
  const expected = values.with(index, wanted);
  invariant(isDeepStrictEqual(soundValues(edited), expected), 'an edit of a manifest changed something else');
  return edited;
}

function edit(text: string, document: CST.Document, current: Json, wanted: Json, openLevels: number): string {
  invariant(document.value, 'a document without a value has a name');
  const eol = /\r?\n/.exec(text)?.[0] ?? '\n';
  const changes = changesTo({ text, eol, openLevels }, document.value, current, wanted);
  return applySplices(text, [...changes, ...expandAliases(document, current, wanted, changes)]);
}

/** The values of all documents that hold one; undefined where something is wrong with any of them. */
function soundValues(text: string): readonly Json[] | undefined {
  const { documents, diagnostics } = parseFile('', new TextEncoder().encode(text));
  const problems = [...diagnostics, ...documents.flatMap((document) => document.diagnostics)];
  return problems.length === 0 ? documents.map((document) => document.value) : undefined;
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
