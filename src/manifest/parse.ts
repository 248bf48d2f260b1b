import { type Document, isScalar } from 'yaml';
import { type Diagnostic, error, type Source } from '../core/diagnostic.ts';
import { composeDocuments, nestingMax } from './compose.ts';
import { decodeText } from './decode-text.ts';
import { type Locate, locateIn } from './locate.ts';
import { locatedValue } from './located-value.ts';
import { syntaxProblem } from './syntax-problem.ts';
import type { AliasBudget, LocatedValue } from './to-value.ts';

/** One YAML document of a file, with what is wrong with it as YAML. */
export interface ParsedDocument extends LocatedValue {
  /** Where it begins: its first key. */
  readonly source: Source;
  /** The document is well-formed, so that judging its value makes sense. */
  readonly wellFormed: boolean;
}

export interface ParsedFile {
  readonly documents: readonly ParsedDocument[];
  /** What is wrong with the file as a whole. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Values that the aliases of one file may expand to, all together. */
const aliasNodesMax = 100_000;

/** Follow-ups of one slip are many and say little: so many syntax errors of a document are reported. */
const syntaxErrorsMax = 10;

/** Reads a file's documents; ones that hold nothing but comments are left out. */
export function parseFile(file: string, bytes: Uint8Array): ParsedFile {
  const decoded = decodeText(file, bytes);
  if ('problem' in decoded) return { documents: [], diagnostics: [decoded.problem] };
  const locate = locateIn(file, decoded.text);
  const budget: AliasBudget = { nodesLeft: aliasNodesMax };
  const { documents, tooDeepAt } = composeDocuments(decoded.text, (document) =>
    isEmpty(document) ? undefined : parseDocument(document, decoded.text, locate, budget),
  );
  return {
    documents: documents.filter((document) => document !== undefined),
    diagnostics: tooDeepAt === undefined ? [] : [nestingTooDeep(locate, tooDeepAt)],
  };
}

function parseDocument(
  document: Document.Parsed,
  text: string,
  locate: Locate,
  budget: AliasBudget,
): ParsedDocument {
  const source = locate(document.contents?.range[0] ?? document.range[0]);
  const located = { ...locatedValue(document, text, locate, budget), source };
  const problems = syntaxProblems(document, locate);
  // What follows from a syntax error is no news.
  return problems.length === 0
    ? { ...located, wellFormed: true }
    : { ...located, wellFormed: false, diagnostics: problems };
}

function syntaxProblems(document: Document.Parsed, locate: Locate): Diagnostic[] {
  // Among the library's warnings are the tags it does not know and directives it does not follow.
  const severe = document.warnings.filter(
    ({ code }) => code === 'TAG_RESOLVE_FAILED' || code === 'BAD_DIRECTIVE',
  );
  const problems = [...document.errors, ...severe]
    .slice(0, syntaxErrorsMax)
    .map((problem) => syntaxProblem(problem, locate));
  return document.directives.yaml.version === '1.2' ? problems : [oldVersion(document, locate), ...problems];
}

/** An empty document is no mistake: a trailing `---` makes one. One with a problem is kept, so that it is reported. */
function isEmpty({ contents, errors, warnings }: Document.Parsed): boolean {
  if (errors.length + warnings.length > 0) return false;
  return contents === null || (isScalar(contents) && contents.value === null && contents.source === '');
}

function oldVersion(document: Document.Parsed, locate: Locate): Diagnostic {
  return error({
    code: 'YAML_SYNTAX',
    summary: 'The %YAML line asks for another version; cxform reads YAML 1.2',
    hint: 'Remove the line',
    source: locate(document.range[0]),
  });
}

function nestingTooDeep(locate: Locate, offset: number): Diagnostic {
  return error({
    code: 'NESTING_TOO_DEEP',
    summary: `Maps and lists are nested more than ${nestingMax} levels deep here; the rest of the file was not read`,
    hint: 'No manifest needs so many levels: write it flatter',
    source: locate(offset),
  });
}
