import { cpSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CompletionItemKind } from 'vscode-languageserver-protocol/node.js';
import { cursor, Editor } from './editor.ts';
import { root } from './places.ts';

/** What docs/editors.md tells people to write. */
const documented = () => {
  const text = readFileSync(join(root, 'docs/editors.md'), 'utf8');
  const [, block] = /^```json\n([\s\S]*?)^```$/m.exec(text) ?? [];
  return JSON.parse(block ?? '')['yaml.schemas'];
};

/** A project that has the schemas and whose files have no comment. */
const project = mkdtempSync(join(realpathSync(tmpdir()), 'cxform-'));
let editor: Editor;
beforeAll(async () => {
  cpSync(join(root, 'schemas'), join(project, 'schemas'), { recursive: true });
  editor = await Editor.start({ folder: project, schemas: documented() });
});
afterAll(async () => {
  await editor.stop();
  rmSync(project, { recursive: true });
});

const source = join(root, 'examples/two-sites');
const files = readdirSync(source, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.yaml'))
  .map((name) => {
    const text = readFileSync(join(source, name), 'utf8');
    return [name, text.replace(/^# yaml-language-server.*\n/, '')] as const;
  });

describe('the setting of docs/editors.md', () => {
  it.concurrent.each(files)('judges every document of %s', async (name, text) => {
    expect(await editor.diagnostics(join(project, name), text)).toEqual([]);
    const broken = text.replace(/^kind: /gm, 'knid: 1\n$&');
    const marked = await editor.diagnostics(join(project, name), broken);
    const lines = broken.split('\n').flatMap((line, index) => (line === 'knid: 1' ? [index] : []));
    expect(marked.map(({ range }) => range.start.line)).toEqual(lines);
    expect(lines.length).toBe(text.split(/^---$/m).length);
  });

  it('reaches other folders and files of several documents, each judged by its kind', async () => {
    const first =
      'apiVersion: cxform/v1\nkind: Skill\nmetadata: {name: a}\nspec: {}\n---\nkind: OverflowRule\n';
    const folder = join(project, 'manifests/people');
    const offered = await editor.completions(folder, `${first}spec:\n  queue: a\n  ${cursor}\n`);
    const keys = offered.filter(({ kind }) => kind === CompletionItemKind.Property);
    expect(keys.map(({ label }) => label)).toEqual(['maxWaitTime', 'action', 'targetQueue']);
    expect(await editor.hover(folder, `${first}spec:\n  ${cursor}queue: a\n`)).toContain('Queue');
  });

  it('leaves other files alone', async () => {
    expect(await editor.diagnostics(join(project, '.github/workflows/ci.yaml'), 'on: push\n')).toEqual([]);
  });
});
