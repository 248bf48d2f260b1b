import { Document, type Node, Pair, Scalar, Schema, YAMLMap, YAMLSeq } from 'yaml';
import { isArray, isObject, type Json, type JsonObject } from '../../core/json.ts';
import { asReference } from '../../core/reference.ts';
import { escapeUnseen, isParagraphs, textScalar } from './text.ts';

/** Widest line with a map in braces. */
const columnsMax = 100;

/** Where a value goes. */
export interface Placement {
  /** The column of its key or hyphen, from 0. */
  readonly column: number;
  /** So many levels of maps, from the value inwards, are not put in braces. */
  readonly open?: number;
  /** Texts of several lines are written on one, in quotes. */
  readonly isParagraphFree?: boolean;
}

/** The lines of `key: value`, as if they began at column 0. Small maps of scalars and references stand in braces where they fit. */
export function memberLines(key: string, value: Json, placement: Placement): string[] {
  const map = new YAMLMap();
  map.items.push(memberPair(key, value, placement));
  return linesOf(map);
}

/** The lines of `- value`. */
export function elementLines(value: Json, placement: Placement): string[] {
  const seq = new YAMLSeq();
  seq.items.push(elementNode(value, placement));
  return linesOf(seq);
}

/** A value on one line, with braces and brackets. */
export function flowText(value: Json): string {
  return linesOf(flowNode(value)).join('\n');
}

/** A key as it is printed. */
export function keyText(key: string): string {
  return linesOf(keyNode(key)).join('\n');
}

function memberPair(key: string, value: Json, placement: Placement): Pair {
  const begin = placement.column + keyText(key).length + 2;
  return new Pair(keyNode(key), blockNode(value, placement, begin));
}

const elementNode = (value: Json, placement: Placement) => blockNode(value, placement, placement.column + 2);

/** `begin` is the column of the value, should it stand on the line of its key or hyphen. */
function blockNode(value: Json, placement: Placement, begin: number): Node {
  const { column, open = 0, isParagraphFree } = placement;
  const inner = { ...placement, column: column + 2, open: open - 1 };
  if (isArray(value)) {
    const seq = new YAMLSeq();
    seq.items = value.map((element) => elementNode(element, inner));
    return seq;
  }
  if (!isObject(value)) return scalarNode(value, !isParagraphFree);
  const inBraces = open <= 0 && isSmall(value) ? flowNode(value) : undefined;
  if (inBraces && begin + linesOf(inBraces).join('\n').length <= columnsMax) return inBraces;
  const map = new YAMLMap();
  map.items = Object.entries(value).map(([key, member]) => memberPair(key, member, inner));
  return map;
}

function flowNode(value: Json): Node {
  if (!isArray(value) && !isObject(value)) return scalarNode(value, false);
  const node = isArray(value) ? new YAMLSeq() : new YAMLMap();
  node.flow = true;
  if (isArray(value)) node.items = value.map(flowNode);
  else node.items = Object.entries(value).map(([key, member]) => new Pair(keyNode(key), flowNode(member)));
  return node;
}

/** True for a map that reads well on one line. */
function isSmall(map: JsonObject): boolean {
  return Object.values(map).every(
    (member) =>
      isShort(member) || (asReference(member) && isObject(member) && Object.values(member).every(isShort)),
  );
}

const isShort = (value: Json) =>
  !isArray(value) && !isObject(value) && !(typeof value === 'string' && isParagraphs(value));

const keyNode = (key: string) => textScalar(key);

const scalarNode = (value: string | number | boolean | null, multiline: boolean): Scalar =>
  typeof value === 'string' ? textScalar(value, { multiline }) : new Scalar(value);

function linesOf(contents: Node): string[] {
  const document = new Document<Node>(null, { schema });
  document.contents = contents;
  return escapeUnseen(document.toString(layout)).trimEnd().split('\n');
}

/** `compat`: words and numbers of YAML 1.1 are quoted as well. */
const schema = new Schema({ schema: 'core', compat: 'yaml-1.1' });

const layout = {
  lineWidth: 0,
  flowCollectionPadding: false,
  singleQuote: false,
  doubleQuotedMinMultiLineLength: Number.POSITIVE_INFINITY,
};
