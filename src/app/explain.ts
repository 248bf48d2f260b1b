import { type Diagnostic, error } from '../core/diagnostic.ts';
import { didYouMean } from '../core/did-you-mean.ts';
import type { Explanation, KindList } from '../core/explanation.ts';
import type { KindTable } from '../core/kind-table.ts';
import { explainableKinds, explainKind, explainPlace, kindList } from '../manifest/explain/explain.ts';
import { findPlace } from '../manifest/explain/find-place.ts';
import type { ExplainableKind } from '../manifest/explain/role.ts';

/** What there is to say, or why there is nothing. */
export type ExplainResult =
  | { readonly explanation: Explanation; readonly diagnostics?: never }
  | { readonly explanation?: never; readonly diagnostics: readonly Diagnostic[] };

/** Every kind with what it is. */
export function explainKinds(kinds: KindTable): KindList {
  return kindList(kinds);
}

/** What manifests can say at `Kind` or `Kind.path`, from their schemas. The kind may be written in any case, a list with an index. */
export function explain(kinds: KindTable, asked: string): ExplainResult {
  const [word = '', ...names] = asked
    .split('.')
    .map((step) => step.replace(/\[[^\]]*\]$/, ''))
    .filter((step) => step !== '');
  const all = explainableKinds(kinds);
  const kind = all.find((one) => one.kind.toLowerCase() === word.toLowerCase());
  if (!kind) return { diagnostics: [unknownKind(word, all)] };
  if (names.length === 0) return { explanation: explainKind(kinds, kind) };
  const [first = ''] = names;
  if (kind.role === 'outside') return { diagnostics: [unknownField(kind.kind, first, [])] };
  const search = findPlace(kind, names);
  if (search.found) return { explanation: explainPlace(kinds, kind, search.found) };
  const { unknown, among, known } = search;
  return { diagnostics: [unknownField([kind.kind, ...among].join('.'), unknown, known)] };
}

function unknownKind(word: string, all: readonly ExplainableKind[]): Diagnostic {
  const known = all.map(({ kind }) => kind);
  return error({
    code: 'EXPLAIN_UNKNOWN_KIND',
    summary: `There is no kind ${word}`,
    detail: `There are: ${known.join(', ')}`,
    hint: 'cxform explain lists all kinds with what they are',
    ...didYouMean(word, known),
  });
}

function unknownField(place: string, name: string, known: readonly string[]): Diagnostic {
  return error({
    code: 'EXPLAIN_UNKNOWN_FIELD',
    summary: `${place} has no field ${name}`,
    ...(known.length > 0 && { detail: `There are: ${[...new Set(known)].join(', ')}` }),
    hint: `cxform explain ${place} shows what there is`,
    ...didYouMean(name, known),
  });
}
