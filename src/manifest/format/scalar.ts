import { CST } from 'yaml';
import { keyText } from '../print/lines.ts';
import type { BlockText, Inline, KeyTree } from './tree.ts';

/** A plain or quoted scalar or an alias. Blanks around the line breaks inside it mean nothing and go. */
export function inlineContent({ type, source }: CST.FlowScalar): Inline {
  const isEscaping = type === 'double-quoted-scalar';
  const lines = source.split('\n');
  const last = lines.length - 1;
  return {
    type: 'inline',
    lines: lines.map((line, index) => {
      const begun = index === 0 ? line : line.slice(blanksAt(line));
      return index === last ? begun : withoutBlanksBehind(begun, isEscaping);
    }),
  };
}

/** A block scalar. An indentation that its header tells becomes the one that it is printed with. */
export function textContent(header: string, { source, indent }: CST.BlockScalar): BlockText {
  const told = /[1-9]/.exec(header)?.[0];
  const lines = source === '' ? [] : source.replace(/\n$/, '').split('\n');
  const first = lines.find((line) => blanksAt(line) < line.length) ?? '';
  const depth = told === undefined ? first.search(/[^ ]|$/) : indent + Number(told);
  return {
    type: 'text',
    header: header.replace(/[1-9]/, '2'),
    lines: lines.map((line) => line.slice(depth)),
  };
}

/** A key with its anchor and tag, on one line. */
export function keyTree(token: CST.Token, props: readonly string[], hasColon: boolean): KeyTree {
  const name = String((token.type === 'alias' ? undefined : CST.resolveAsScalar(token)?.value) ?? '');
  const written = 'source' in token && token.type !== 'block-scalar' ? token.source : '';
  const text = written === '' || written.includes('\n') ? keyText(name) : written;
  return { text: [...props, text].join(' '), name, hasColon };
}

/** How many blanks a line begins with. */
const blanksAt = (line: string) => line.search(/[^ \t]|$/);

function withoutBlanksBehind(line: string, isEscaping: boolean): string {
  let end = line.length;
  while (end > 0 && (line[end - 1] === ' ' || line[end - 1] === '\t')) end -= 1;
  let slashes = 0;
  while (slashes < end && line[end - 1 - slashes] === '\\') slashes += 1;
  // An escaped blank is one that means something.
  return isEscaping && slashes % 2 === 1 ? line.slice(0, end + 1) : line.slice(0, end);
}
