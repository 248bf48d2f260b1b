import { Parser } from 'yaml';
import { type GapLine, GapReader } from './gap.ts';
import { readRoot } from './read-value.ts';
import { addLines, type DocumentTree, emptyValue } from './tree.ts';

/** A text's documents with their comments. The text must be sound, and its lines end with line feeds alone. */
export function readDocuments(text: string): readonly DocumentTree[] {
  const gaps = new GapReader(text);
  const documents: DocumentTree[] = [];
  let next = newDocument();
  /** The document that comments still belong to. */
  let open: DocumentTree | undefined;
  const close = (lines: readonly GapLine[]) => {
    const { lead } = next;
    addLines(open?.end ?? lead, gaps.share(lines, -1));
    open = undefined;
  };
  for (const token of new Parser().parse(text)) {
    const document = next;
    const takeLead = (comment: string) => document.lead.push(comment);
    if (token.type === 'directive') {
      close(gaps.pass(token, takeLead));
      document.lead.push(token.source.trimEnd());
      document.hasDirectives = true;
    } else if (token.type === 'doc-end') {
      close(gaps.pass(token, takeLead));
    } else if (token.type === 'document') {
      const marker = token.start.find(({ type }) => type === 'doc-start');
      if (marker) close(gaps.pass(marker, (comment) => setMarkerComment(document, comment)));
      document.root = readRoot(gaps, token.start, token.value);
      if (documents.length > 0 && !document.hasDirectives) moveLead(document);
      documents.push(document);
      open = document;
      next = newDocument();
    }
  }
  close(gaps.pass({ offset: text.length, source: '' }, () => {}));
  const last = documents.at(-1);
  if (!last) return [next];
  addLines(last.end, next.lead);
  return documents;
}

const newDocument = (): DocumentTree => ({ lead: [], hasDirectives: false, root: emptyValue(), end: [] });

/** Lines before a `---` that only parts two documents go behind it. */
function moveLead(document: DocumentTree): void {
  const { content, props } = document.root;
  const first = content?.type === 'block' && props.length === 0 ? content.entries[0] : undefined;
  const { before } = first ?? document.root;
  addLines(before, [...document.lead.splice(0), ...before.splice(0)]);
}

function setMarkerComment(document: DocumentTree, comment: string): void {
  document.markerComment = comment;
}
