import { endLines, isOpenEnded, printRoot } from './print-value.ts';
import type { DocumentTree } from './tree.ts';

/** Documents in the canonical layout, with `---` between them. Those that hold nothing, not even comments, are left out. */
export function printDocuments(documents: readonly DocumentTree[]): string {
  const parts: string[][] = [];
  for (const document of documents) {
    const lead = endLines(document.lead, 0, { isTight: true });
    const body = printBody(document);
    if (lead.length + body.length === 0 && document.markerComment === undefined) continue;
    const isFirst = parts.length === 0;
    if (!isFirst && document.hasDirectives) parts.push(['...']);
    const hasMarker = !isFirst || needsMarker(document, lead, body);
    parts.push(lead, hasMarker ? [marker(document)] : [], body);
  }
  return parts
    .flat()
    .map((line) => `${line}\n`)
    .join('');
}

function printBody({ root, end }: DocumentTree): string[] {
  const lines = printRoot(root);
  const isTight = lines.length === 0 || isOpenEnded(root);
  return [...lines, ...endLines(end, 0, { isTight })];
}

/** A first document has its `---` only where directives or comments stand around it. */
function needsMarker(document: DocumentTree, lead: readonly string[], body: readonly string[]): boolean {
  const { hasDirectives, markerComment } = document;
  return hasDirectives || markerComment !== undefined || (lead.length > 0 && body.length > 0);
}

const marker = ({ markerComment }: DocumentTree) => (markerComment ? `--- ${markerComment}` : '---');
