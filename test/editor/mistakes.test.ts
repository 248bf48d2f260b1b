import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Editor } from './editor.ts';
import { comment, folder, root } from './places.ts';

let editor: Editor;
beforeAll(async () => {
  editor = await Editor.start({ folder: root });
});
afterAll(() => editor.stop());

let files = 0;
const newFile = () => join(folder, `new-${files++}.yaml`);

/** What is marked, as `line: text`, the first line of a document's spec being line 1. */
async function markedIn(kind: string, ...spec: string[]): Promise<string[]> {
  const head = `${comment}apiVersion: cxform/v1\nkind: ${kind}\nmetadata: {name: new}\nspec:\n`;
  const lines = (head + spec.map((line) => `  ${line}\n`).join('')).split('\n');
  const diagnostics = await editor.diagnostics(newFile(), lines.join('\n'));
  return diagnostics
    .map(({ range: { start, end } }) => {
      const line = lines[start.line] ?? '';
      const text = line.slice(start.character, end.line === start.line ? end.character : undefined);
      return `${start.line - 4}: ${text}`;
    })
    .sort();
}

describe.concurrent('a mistake is marked where it is', () => {
  it.each([
    ['an unknown key', 'Queue', ['channel: voice', 'chanel: chat'], ['2: chanel']],
    ['a bare number for a duration', 'Queue', ['channel: voice', 'wrapUpTimeout: 30'], ['2: 30']],
    ['a number in quotes for one', 'Queue', ['channel: voice', 'wrapUpTimeout: "30"'], ['2: "30"']],
    [
      'a wrong value, a wrong type and a number out of range',
      'Queue',
      [
        'channel: 7',
        'skills:',
        '  - {skill: billing, level: 6}',
        'overflow:',
        '  action: drp',
        '  maxWaitTime: 2m',
      ],
      ['1: 7', '3: 6', '5: drp'],
    ],
    [
      'a skill that has no form of a reference',
      'Queue',
      ['channel: voice', 'skills: [{skill: 3, level: 1}]'],
      ['2: 3'],
    ],
    [
      'null where nothing can be cleared',
      'OverflowRule',
      ['queue: billing', 'maxWaitTime: null', 'action: drop'],
      ['2: null'],
    ],
    ['no text', 'Skill', ['displayName: ""', 'description: true'], ['1: ""', '2: true']],
    [
      'a selector that is none',
      'RoutingProfile',
      ['agents: [ana, {idd: "1042"}]', 'queues: []'],
      ['1: {idd: "1042"}'],
    ],
    ['agents beside a file of them', 'Roster', ['from: people.csv', 'agents: []'], ['2: agents']],
    [
      'a literal secret, unknown advice and a bare number',
      'Tenant',
      [
        'credentials: {clientSecret: hunter2}',
        'checks: {OVERFLOW_LOP: error}',
        'guard: {maxDeletePercent: 101}',
        'endpoints: {routing: {timeout: 30}}',
      ],
      ['1: hunter2', '2: OVERFLOW_LOP', '3: 101', '4: 30'],
    ],
    [
      'an unknown kind, an operation that is none and a path that is none',
      'Overlay',
      [
        '- {target: {kind: Queu}, exclude: true}',
        '- target: {kind: Queue}',
        '  patch: [{op: move, path: spec}]',
      ],
      ['1: Queu', '3: move', '3: spec'],
    ],
  ])('%s', async (_, kind, spec, expected) => {
    expect(await markedIn(kind, ...spec)).toEqual(expected);
  });
});

it('a key that is missing is marked at the key of the map that must have it', async () => {
  const marked = await markedIn('Queue', 'displayName: New', 'overflow:', '  action: drop');
  expect(marked.map((one) => Number.parseInt(one, 10))).toEqual([0, 2]);
});

it('an unknown kind is marked, and so is a document without one', async () => {
  const linesOf = async (text: string) =>
    (await editor.diagnostics(newFile(), comment + text)).map(({ range }) => range.start.line);
  expect(await linesOf('apiVersion: cxform/v1\nkind: Queu\n')).toEqual([2]);
  expect(await linesOf('apiVersion: cxform/v1\n')).toEqual([1]);
});
