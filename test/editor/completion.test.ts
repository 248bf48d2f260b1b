import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CompletionItemKind } from 'vscode-languageserver-protocol/node.js';
import { parse } from 'yaml';
import { isArray } from '../../src/core/json.ts';
import { cursor, Editor } from './editor.ts';
import { comment, documentTo, folder, mapPlaces, root, schemas } from './places.ts';

let editor: Editor;
beforeAll(async () => {
  editor = await Editor.start({ folder: root });
});
afterAll(() => editor.stop());

const complete = (text: string) => editor.completions(folder, comment + text);

/** The keys that are offered, sorted. */
async function keysAt(text: string): Promise<string[]> {
  const offered = await complete(text);
  return offered
    .filter(({ kind }) => kind === CompletionItemKind.Property)
    .map(({ label }) => label)
    .sort();
}

/** The values that are offered, read as YAML. */
async function valuesAt(text: string): Promise<unknown[]> {
  const offered = await complete(text);
  return offered.filter(({ kind }) => kind === CompletionItemKind.Value).map(({ label }) => parse(label));
}

/** What is inserted by the entry that stands for all keys that a map must have. */
async function skeletonAt(text: string): Promise<string> {
  const offered = await complete(text);
  const skeletons = offered.filter(({ kind }) => kind === CompletionItemKind.Class);
  return skeletons.map(({ insertText }) => insertText ?? '').join('\n');
}

const kinds = [...schemas.keys()];

describe.each([...schemas])('in a %s', (kind, schema) => {
  const places = mapPlaces(schema);

  it('each map is offered exactly the keys that it can have', async () => {
    for (const { path, properties } of places) {
      const names = [...new Set(properties.map(([name]) => name))].filter(
        // The document has that already.
        (name) => path.length > 0 || name !== 'kind',
      );
      const offered = await keysAt(documentTo(kind, path, cursor));
      expect({ path, offered }).toEqual({ path, offered: names.sort() });
    }
    expect(places.length).toBeGreaterThanOrEqual(3);
  });
});

it('a field that has certain values is offered exactly those', async () => {
  const fields = [...schemas].flatMap(([kind, schema]) =>
    mapPlaces(schema).flatMap(({ path, properties }) =>
      properties.flatMap(([name, { enum: values, type }]) => {
        const expected = isArray(values) ? values : type === 'boolean' ? [true, false] : undefined;
        return expected ? [{ kind, path, name, expected }] : [];
      }),
    ),
  );
  for (const { kind, path, name, expected } of fields) {
    const offered = await valuesAt(documentTo(kind, path, `${name}: ${cursor}`));
    expect({ kind, path, name, offered }).toEqual({ kind, path, name, offered: expected });
  }
  expect(fields.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['action', 'protect', 'prune', 'op']),
  );
});

describe('a new document', () => {
  it('is offered every kind', async () => {
    expect((await valuesAt(`apiVersion: cxform/v1\nkind: ${cursor}\n`)).sort()).toEqual(kinds);
    expect((await valuesAt(`kind: ${cursor}\n`)).sort()).toEqual(kinds);
  });

  it('begins with the version and the kind', async () => {
    expect(await keysAt(cursor)).toEqual(['apiVersion', 'kind']);
  });

  it('gets all that its kind must have at once', async () => {
    const skeleton = await skeletonAt(`kind: OverflowRule\n${cursor}`);
    const keys = [...skeleton.matchAll(/^ *(\w+):/gm)].map(([, key]) => key);
    expect(keys).toEqual(['apiVersion', 'metadata', 'name', 'spec', 'queue', 'maxWaitTime', 'action']);
  });
});

describe('a Queue', () => {
  const inSpec = (...lines: string[]) => documentTo('Queue', ['spec'], lines.join('\n  '));

  it('is not offered what it has already', async () => {
    expect(await keysAt(inSpec('channel: voice', 'skills: []', cursor))).toEqual([
      'displayName',
      'overflow',
      'wrapUpTimeout',
    ]);
  });

  it('is offered what its skills and its overflow must have', async () => {
    expect(await skeletonAt(inSpec('skills:', `  - ${cursor}`))).toMatch(/skill: [\s\S]*level: /);
    expect(await skeletonAt(inSpec('overflow:', `  ${cursor}`))).toMatch(/maxWaitTime: [\s\S]*action: /);
  });

  it('is offered no level that is out of range', async () => {
    const [level] = (await complete(inSpec('skills:', '  - skill: a', `    ${cursor}`))).filter(
      ({ label }) => label === 'level',
    );
    expect(level?.insertText).toMatch(/^level: \$\{1:[1-5]\}$/);
  });

  it('is offered durations with a unit, and null where they can be cleared', async () => {
    expect(await valuesAt(inSpec(`wrapUpTimeout: ${cursor}`))).toEqual(['30s', '1m30s', null]);
    expect(await valuesAt(inSpec('overflow:', `  maxWaitTime: ${cursor}`))).toEqual(['30s', '1m30s']);
  });
});

it('a list of agents is offered the forms of a selector', async () => {
  const text = documentTo('RoutingProfile', ['spec', 'agents'], `- ${cursor}`);
  expect(await valuesAt(text)).toEqual(['all', 'team:early', 'ana']);
  expect(await keysAt(text)).toEqual(['id']);
});

it('the checks of a Tenant are offered the codes of advice', async () => {
  const codes = await keysAt(documentTo('Tenant', ['spec', 'checks'], cursor));
  expect(codes).toContain('OVERFLOW_LOOP');
  expect(await valuesAt(documentTo('Tenant', ['spec', 'checks'], `${codes[0]}: ${cursor}`))).toEqual([
    'off',
    'warning',
    'error',
  ]);
});

it('the target of an Overlay is offered the kinds that manifests have', async () => {
  const offered = await valuesAt(documentTo('Overlay', ['spec', '-', 'target'], `kind: ${cursor}`));
  expect(offered.sort()).toEqual(kinds.filter((kind) => kind !== 'Tenant' && kind !== 'Overlay'));
});
