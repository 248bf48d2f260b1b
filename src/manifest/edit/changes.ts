import { isDeepStrictEqual } from 'node:util';
import type { CST } from 'yaml';
import { isObject, type Json } from '../../core/json.ts';
import { flowText, memberLines } from '../print/lines.ts';
import { type EditedText, placedBefore, reshapeBlock, rewriteBlock } from './block.ts';
import { contentEnd, contentStart, entriesOf } from './entries.ts';
import { reshapeFlow, rewriteFlow } from './flow.ts';
import { type Kept, reshape } from './reshape.ts';
import { lineEnd, type Splice } from './splice.ts';

/** A document under edit. */
export interface Edit extends EditedText {
  /** So many levels of maps at its top stay open when they are made, since more will be written into them. */
  readonly openLevels: number;
}

/** What must change in a document's text for it to hold `wanted` in place of `current`. The rest of it is not touched. */
export function changesTo(edit: Edit, root: CST.Token, current: Json, wanted: Json): Splice[] {
  if (isDeepStrictEqual(current, wanted)) return [];
  return changesWithin(edit, root, current, wanted, 0) ?? [rewriteRoot(edit, root, wanted)];
}

/** Undefined where the map or list has to be printed anew; `depth` counts the maps and lists around it. */
function changesWithin(
  edit: Edit,
  token: CST.Token | undefined,
  current: Json,
  wanted: Json,
  depth: number,
): Splice[] | undefined {
  const entries = entriesOf(token);
  const reshaping = entries && reshape(entries, current, wanted);
  if (!token || !entries || !reshaping) return undefined;
  const placement = { column: columnOf(token), open: edit.openLevels - depth - 1 };
  const outer =
    token.type === 'flow-collection'
      ? reshapeFlow(edit, entries, reshaping)
      : reshapeBlock(edit, entries, reshaping, placement);
  const changeKept = ({ entry, current: before, wanted: after }: Kept): Splice[] => {
    if (isDeepStrictEqual(before, after)) return [];
    const added = { value: after, ...(entry.name !== undefined && { name: entry.name }) };
    const within = changesWithin(edit, entry.value, before, after, depth + 1);
    if (within) return within;
    return [
      token.type === 'flow-collection'
        ? rewriteFlow(entry, added)
        : rewriteBlock(edit, entry, added, placement),
    ];
  };
  return outer && [...reshaping.kept.flatMap(changeKept), ...outer];
}

const columnOf = (token: CST.Token) => ('indent' in token ? token.indent : 0);

function rewriteRoot({ text, eol, openLevels }: Edit, root: CST.Token, wanted: Json): Splice {
  const [first] = root.type === 'block-map' ? root.items : [];
  const end = contentEnd(root);
  const placed = placedBefore(text, end, { column: 0, open: openLevels - 1 });
  // A comment behind the last value would become part of a text on lines of its own, too.
  const isLastOnLine = text.slice(end, lineEnd(text, end)).trim() === '';
  const placement = isLastOnLine ? placed : { ...placed, isParagraphFree: true };
  const lines =
    first && isObject(wanted) && Object.keys(wanted).length > 0
      ? Object.entries(wanted).flatMap(([key, value]) => memberLines(key, value, placement))
      : [flowText(wanted)];
  return { start: first ? contentStart(first) : root.offset, end, text: lines.join(eol) };
}
