import { isDeepStrictEqual } from 'node:util';
import { type Diagnostic, error } from '../../core/diagnostic.ts';
import { invariant } from '../../core/invariant.ts';
import { isObject, type Json, type JsonObject, ownMember } from '../../core/json.ts';
import { type ParsedDocument, type ParsedFile, parseFile } from '../parse.ts';
import { commentsIn } from './comments.ts';
import { keepsOrder, orderDocument } from './order.ts';
import { printDocuments } from './print.ts';
import { readDocuments } from './read.ts';

/** The schema of the spec of a kind, for the order of its keys. */
export type Orders = (kind: string) => JsonObject | undefined;

export type Formatted = { readonly text: string } | { readonly diagnostics: readonly Diagnostic[] };

/**
 * A file in the canonical layout. Comments stay with what they belong to; quotes, block scalars, anchors and braces stay. No value
 * changes: for a file where one would there is a diagnostic, as there are for one that is no sound YAML. They name it `file`.
 */
export function formatManifests(text: string, orders: Orders, file = ''): Formatted {
  const parsed = parse(text, file);
  const diagnostics = diagnosticsOf(parsed);
  if (diagnostics.length > 0) return { diagnostics };
  const lines = text.replace(/^\uFEFF/, '').replaceAll('\r\n', '\n');
  let formatted = format(lines, parsed, orders, new Set());
  let changed = changedDocuments(parsed, formatted);
  if (changed.size > 0) {
    // Anchors may need the order that they stand in.
    formatted = format(lines, parsed, orders, changed);
    changed = changedDocuments(parsed, formatted);
  }
  if (changed.size > 0) return { diagnostics: Array.from(changed, unsafe) };
  invariant(isDeepStrictEqual(commentsIn(formatted), commentsIn(lines)), 'the formatter lost a comment');
  return { text: formatted };
}

function format(
  lines: string,
  { documents }: ParsedFile,
  orders: Orders,
  unsortable: ReadonlySet<ParsedDocument>,
): string {
  const trees = readDocuments(lines);
  const written = trees.filter(({ root }) => root.content);
  for (const [index, { root }] of written.entries()) {
    const document = documents[index];
    if (document && !unsortable.has(document)) orderDocument(root.content, orderOf(document.value, orders));
  }
  return printDocuments(trees);
}

function orderOf(document: Json, orders: Orders): JsonObject | undefined {
  const kind = isObject(document) ? ownMember(document, 'kind') : undefined;
  return typeof kind !== 'string' || keepsOrder(kind) ? undefined : orders(kind);
}

/** The documents that a formatted text does not hold as they were: all of them where their number is another. */
function changedDocuments({ documents }: ParsedFile, formatted: string): ReadonlySet<ParsedDocument> {
  const after = parse(formatted, '');
  const isWhole = after.diagnostics.length === 0 && after.documents.length === documents.length;
  const isSame = (document: ParsedDocument, index: number) => {
    const now = after.documents[index];
    return isWhole && now?.diagnostics.length === 0 && isDeepStrictEqual(document.value, now.value);
  };
  return new Set(documents.filter((document, index) => !isSame(document, index)));
}

const parse = (text: string, file: string) => parseFile(file, new TextEncoder().encode(text));

const diagnosticsOf = ({ documents, diagnostics }: ParsedFile) => [
  ...diagnostics,
  ...documents.flatMap((document) => document.diagnostics),
];

const unsafe = ({ source }: ParsedDocument): Diagnostic =>
  error({
    code: 'FORMAT_UNSAFE',
    summary:
      'This document cannot be laid out anew without changing what it says; the file was left as it is',
    hint: 'Write its less common parts more plainly, such as keys on several lines',
    source,
  });
