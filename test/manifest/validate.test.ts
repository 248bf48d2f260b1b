import { describe, expect, test } from 'vitest';
import { briefly, gadgetText, loadSpec, loadTexts } from './gadget.ts';

describe('a spec that does not fit its schema', () => {
  test.each([
    ['an unknown key at the key', ['displayName: A', 'colur: red'], 'UNKNOWN_KEY 6:3'],
    ['a missing key at the map', ['count: 1'], 'MISSING_KEY 5:3'],
    ['a wrong type at the value', ['displayName: [A]'], 'WRONG_TYPE 5:16'],
    ['a fraction for a whole number', ['displayName: A', 'count: 1.5'], 'WRONG_TYPE 6:10'],
    ['a value outside an enumeration', ['displayName: A', 'colour: rde'], 'NOT_ALLOWED_VALUE 6:11'],
    ['text outside a pattern', ['displayName: A', 'code: abc'], 'NOT_ALLOWED_VALUE 6:9'],
    ['a number above the maximum', ['displayName: A', 'count: 6'], 'OUT_OF_RANGE 6:10'],
    ['a number below the minimum', ['displayName: A', 'count: 0'], 'OUT_OF_RANGE 6:10'],
    ['text that is too short', ['displayName: ""'], 'OUT_OF_RANGE 5:16'],
    ['text that is too long', [`displayName: ${'x'.repeat(21)}`], 'OUT_OF_RANGE 5:16'],
    ['a list that is too short', ['displayName: A', 'parts: []'], 'OUT_OF_RANGE 6:10'],
    [
      'a list that is too long',
      ['displayName: A', `parts: [${'{part: p, level: 1},'.repeat(4)}]`],
      'OUT_OF_RANGE 6:10',
    ],
    ['a duration without a unit', ['displayName: A', 'wait: 30'], 'BAD_DURATION 6:9'],
    ['a duration that is no text', ['displayName: A', 'wait: {s: 30}'], 'BAD_DURATION 6:9'],
    ['a negative duration', ['displayName: A', 'wait: -5s'], 'BAD_DURATION 6:9'],
  ])('%s is reported once', async (_, spec, expected) => {
    expect(briefly(await loadSpec(...spec))).toEqual([expected]);
  });

  test('everything that is wrong is reported at once', async () => {
    const loaded = await loadSpec('colur: red', 'count: 6', 'wait: 30', 'parts: [{part: p}]');
    expect(briefly(loaded).sort()).toEqual([
      'BAD_DURATION 7:9',
      'MISSING_KEY 5:3',
      'MISSING_KEY 8:11',
      'OUT_OF_RANGE 6:10',
      'UNKNOWN_KEY 5:3',
    ]);
  });

  test('alternatives that do not fit become one sentence at the value', async () => {
    const loaded = await loadSpec(
      'displayName: A',
      'parts:',
      '  - {part: {idd: x}, level: 1}',
      '  - {part: 5, level: 1}',
    );
    expect(briefly(loaded)).toEqual(['WRONG_TYPE 7:14', 'WRONG_TYPE 8:14']);
    expect(loaded.diagnostics[0]?.summary).toContain('the name of a part or {id: "…"}');
  });

  test('a mistake beside an alternative is still reported by itself', async () => {
    const loaded = await loadSpec('displayName: A', 'parts: [{part: p, level: a}]');
    expect(briefly(loaded)).toEqual(['WRONG_TYPE 6:28']);
    expect(loaded.diagnostics[0]?.summary).toContain('spec.parts[0].level');
  });

  test.each([
    ['a key', ['displayName: A', 'colur: red'], 'Did you mean colour?'],
    ['an enumerated value', ['displayName: A', 'colour: gren'], 'Did you mean green?'],
    ['a bare number of seconds', ['displayName: A', 'wait: 30'], 'Write it with a unit: 30s'],
    ['a number that should be text', ['displayName: 12'], 'Put it in quotes'],
    ['true that should be text', ['displayName: true'], 'Put it in quotes'],
  ])('%s comes with a suggestion', async (_, spec, hint) => {
    const loaded = await loadSpec(...spec);
    expect(loaded.diagnostics.map((diagnostic) => diagnostic.hint)).toEqual([hint]);
  });

  test('null is a value only where the schema has it', async () => {
    expect((await loadSpec('displayName: A', 'wait: null')).manifests[0]?.spec).toEqual({
      displayName: 'A',
      wait: null,
    });
    expect(briefly(await loadSpec('displayName: A', 'count: null'))).toEqual(['WRONG_TYPE 6:10']);
  });

  test('a long value is cut short and a strange one kept as it was read', async () => {
    const loaded = await loadSpec(`displayName: "\\u202e${'x'.repeat(500)}"`);
    expect(loaded.diagnostics[0]?.summary).toContain(`"\u202e${'x'.repeat(59)}…"`);
  });
});

describe('a document that does not fit the envelope', () => {
  const load = (text: string) => loadTexts({ 'a.yaml': text });

  test('a kind that is nearly one is suggested', async () => {
    const loaded = await load(gadgetText('a').replace('Gadget', 'Gagdet'));
    expect(briefly(loaded)).toEqual(['UNKNOWN_KIND 2:7']);
    expect(loaded.diagnostics[0]?.hint).toBe('Did you mean Gadget?');
  });

  test('a Tenant is told where it belongs', async () => {
    const loaded = await load(gadgetText('a').replace('Gadget', 'Tenant'));
    expect(briefly(loaded)).toEqual(['UNKNOWN_KIND 2:7']);
    expect(loaded.diagnostics[0]?.hint).toContain('cxform.yaml');
  });

  test('the rest of a document of unknown kind is judged too', async () => {
    const loaded = await load(
      'apiVersion: cxform/v2\nkind: Gizmo\nmetadata: {name: A, formrly: [b]}\nspec: {x: 1}\n',
    );
    expect(briefly(loaded).sort()).toEqual([
      'API_VERSION 1:13',
      'BAD_NAME 3:18',
      'UNKNOWN_KEY 3:21',
      'UNKNOWN_KIND 2:7',
    ]);
  });

  test.each(['-a', 'A', 'a-', 'ä', 'a/b', 'x'.repeat(129)])('%s is no name', async (name) => {
    expect(briefly(await load(gadgetText('a').replace('name: a', `name: "${name}"`)))).toEqual([
      'BAD_NAME 3:18',
    ]);
  });

  test.each(['a', '0', 'a.b_c-d', 'x'.repeat(128)])('%s is a name', async (name) => {
    const loaded = await load(gadgetText('a').replace('name: a', `name: "${name}"`));
    expect(loaded.diagnostics).toEqual([]);
    expect(loaded.manifests[0]?.name).toBe(name);
  });

  test('a name that YAML reads as a number is asked to be quoted', async () => {
    const loaded = await load(gadgetText('7'));
    expect(loaded.diagnostics.map(({ code, hint }) => [code, hint])).toEqual([
      ['WRONG_TYPE', 'Put it in quotes'],
    ]);
  });

  test.each(['hello', '[1, 2]', '12'])('%s is no document', async (text) => {
    expect(briefly(await load(text))).toEqual(['WRONG_TYPE 1:1']);
  });

  test('a label that is no text is an error', async () => {
    const loaded = await load(gadgetText('a').replace('{name: a}', '{name: a, labels: {floor: 3}}'));
    expect(briefly(loaded)).toEqual(['WRONG_TYPE 3:37']);
  });
});
