import { isDeepStrictEqual } from 'node:util';
import type { CST } from 'yaml';
import { invariant } from '../../core/invariant.ts';
import { isArray, isObject, type Json } from '../../core/json.ts';
import { type EditedText, reshapeBlock } from './block.ts';
import { type Entry, entriesOf } from './entries.ts';
import { clearFlow, fillFlow, reshapeFlow } from './flow.ts';
import { type Kept, reshape } from './reshape.ts';
import { rewriteBlock, rewriteFlow } from './rewrite.ts';
import { lineEnd, type Splice } from './splice.ts';

/** A document under edit. */
export interface Edit extends EditedText {
  /** So many levels of maps at its top stay open when they are made, since more will be written into them. */
  readonly openLevels: number;
  /** Where its comments begin. */
  readonly comments: readonly number[];
  /** Whether a part of the changes may be left to another round. */
  readonly mayWait: boolean;
}

/** What must change in a document's text for it to hold `wanted` in place of `current`. The rest of it is not touched. */
export function changesTo(edit: Edit, root: CST.Token, current: Json, wanted: Json): Splice[] {
  if (isDeepStrictEqual(current, wanted)) return [];
  const changes = changesWithin(edit, root, { current, wanted, path: [] });
  invariant(changes, 'a manifest is no map any more');
  return changes;
}

interface Difference {
  readonly current: Json;
  readonly wanted: Json;
  readonly path: readonly string[];
}

/** Undefined where the map or list has to be printed anew. */
function changesWithin(
  edit: Edit,
  token: CST.Token | undefined,
  { current, wanted, path }: Difference,
): Splice[] | undefined {
  const entries = entriesOf(token);
  if (!token || !entries) return undefined;
  if (entries.length === 0) return fillFlow(edit, token, edit.comments, wanted);
  const isFlow = token.type === 'flow-collection';
  if (isFlow && isEmptied(current, wanted)) return clearFlow(edit, token, edit.comments, entries);
  const reshaping = reshape(entries, current, wanted);
  if (!reshaping) return undefined;
  const placement = { column: columnOf(token), open: edit.openLevels - path.length - 1 };
  const outer = isFlow
    ? reshapeFlow(edit, entries, reshaping, edit.mayWait)
    : reshapeBlock(edit, entries, reshaping, placement);
  const positions = new Map(entries.map((entry, index) => [entry, String(index)]));
  const changeKept = ({ entry, current: before, wanted: after }: Kept): Splice[] => {
    if (isDeepStrictEqual(before, after)) return [];
    const at = [...path, entry.name ?? positions.get(entry) ?? ''];
    const within = changesWithin(edit, entry.value, { current: before, wanted: after, path: at });
    if (within) return within;
    const added = { value: after, ...(entry.name !== undefined && { name: entry.name }) };
    const anew = isFlow ? rewriteFlow(edit, entry, added) : rewriteBlock(edit, entry, added, placement);
    const isLossy = staysFilled(before, after) && holdsComment(edit, entry);
    return isLossy ? anew.map((splice) => ({ ...splice, losesAt: at })) : anew;
  };
  return outer && [...reshaping.kept.flatMap(changeKept), ...outer];
}

const columnOf = (token: CST.Token) => ('indent' in token ? token.indent : 0);

const isEmptied = (before: Json, after: Json) =>
  isArray(before)
    ? isArray(after) && after.length === 0
    : isObject(before) && isObject(after) && Object.keys(after).length === 0;

/** Whether a map stays a map, or a list a list: then not all that its comments are about goes. */
function staysFilled(before: Json, after: Json): boolean {
  if (isArray(before)) return isArray(after) && after.length > 0;
  return isObject(before) && isObject(after) && Object.keys(after).length > 0;
}

/** Whether a comment stands within a value, or behind the last entry of an indented one. */
function holdsComment({ text, comments }: Edit, { start, value, end }: Entry): boolean {
  const isBlock = value?.type === 'block-map' || value?.type === 'block-seq';
  const until = isBlock ? lineEnd(text, end) : end;
  return comments.some((offset) => (value?.offset ?? start) <= offset && offset < until);
}
