import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cursor, Editor } from './editor.ts';
import { comment, documentTo, folder, mapPlaces, root, sampleOf, schemas } from './places.ts';

let editor: Editor;
beforeAll(async () => {
  editor = await Editor.start({ folder: root });
});
afterAll(() => editor.stop());

/** Markdown as its reader sees it. */
const shown = (markdown: string) => markdown.replace(/\\(.)/g, '$1');

describe.each([...schemas])('the cursor on a key of a %s', (kind, schema) => {
  const fields = mapPlaces(schema).flatMap(({ path, properties }) =>
    properties.map(([name, property]) => ({ path, name, property })),
  );

  it('shows what the field means, for each of them', async () => {
    const silent: string[] = [];
    for (const { path, name, property } of fields) {
      const text = documentTo(kind, path, `${cursor}${name}: ${JSON.stringify(sampleOf(property))}`);
      const description = String(property.description);
      expect(description).toMatch(/^\S.*\.$/);
      const hover = shown(await editor.hover(folder, comment + text));
      if (!hover.includes(description)) silent.push(`${[...path, name].join('/')}: ${hover}`);
    }
    expect(silent).toEqual([]);
    expect(fields.length).toBeGreaterThanOrEqual(8);
  });
});

it('shows the examples of a field, and the values that it can have', async () => {
  const overflow = ['spec', 'overflow'];
  const wait = await editor.hover(
    folder,
    comment + documentTo('Queue', overflow, `${cursor}maxWaitTime: 2m`),
  );
  expect(wait).toContain('1m30s');
  const action = await editor.hover(folder, comment + documentTo('Queue', overflow, `${cursor}action: drop`));
  expect(action).toContain('routeToQueue');
});

it('shows nothing of cxform where the file has no comment', async () => {
  expect(await editor.hover(folder, documentTo('Queue', ['spec'], `${cursor}channel: voice`))).toBe('');
});
