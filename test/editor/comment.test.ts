import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { formatManifests } from '../../src/manifest/format/format.ts';
import { Editor } from './editor.ts';
import { comment, folder, root } from './places.ts';

let editor: Editor;
beforeAll(async () => {
  editor = await Editor.start({ folder: root });
});
afterAll(async () => {
  expect(await editor.stop()).toBe(0);
});

const examples = readdirSync(join(root, 'examples'), { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.ya?ml$/.test(name))
  .map((name) => [`examples/${name}`, readFileSync(join(root, 'examples', name), 'utf8')] as const);

it('there are examples', () => {
  expect(examples.length).toBeGreaterThanOrEqual(10);
});

describe.concurrent.each(examples)('%s', (name, text) => {
  const file = join(root, name);

  it('begins with the comment that registers the schemas', () => {
    const [, path] = /^# yaml-language-server: \$schema=(\S+)\n/.exec(text) ?? [];
    const schema = resolve(dirname(file), path ?? '');
    expect(schema).toBe(join(root, 'schemas/cxform.json'));
    expect(existsSync(schema)).toBe(true);
  });

  it('is right for the editor, and would not be with a key that nobody knows', async () => {
    expect(await editor.diagnostics(file, text)).toEqual([]);
    const broken = text.replace(/^kind: /m, 'knid: 1\n$&');
    const [first, ...others] = await editor.diagnostics(file, broken);
    const line = broken.split('\n').indexOf('knid: 1');
    expect({ line: first?.range.start.line, others }).toEqual({ line, others: [] });
  });
});

describe('the comment', () => {
  const skill = 'apiVersion: cxform/v1\nkind: Skill\nmetadata: {name: a}\nspec: {}\n';
  const queue =
    'apiVersion: cxform/v1\nkind: Queue\nmetadata: {name: a}\nspec: {channel: voice, displayNam: A}\n';
  const linesOf = async (file: string, text: string) =>
    (await editor.diagnostics(join(folder, file), text)).map(({ range }) => range.start.line);

  it('holds for its own document, each of which is judged by its own kind', async () => {
    const both = `${comment}${skill}---\n${comment}${queue}`;
    expect(await linesOf('both.yaml', both)).toEqual([10]);
    // docs/editors.md says so, and what to do.
    expect(await linesOf('first.yaml', `${comment}${skill}---\n${queue}`)).toEqual([]);
  });

  it('stays on top of its document when the file is formatted', () => {
    const untidy = (text: string) => text.replace(/^(apiVersion.*\n)(kind.*\n)/, '$2$1').replace('{}', '{ }');
    const text = `${comment}${untidy(skill)}---\n${comment}${untidy(queue)}`;
    expect(formatManifests(text, () => undefined)).toEqual({
      text: `${comment}${skill}---\n${comment}${queue}`,
    });
  });
});
