import { describe, expect, it } from 'vitest';
import { address } from '../../src/core/address.ts';
import { duplicateKeys } from '../../src/core/duplicate-keys.ts';
import type { FieldModel } from '../../src/core/field-model.ts';
import type { JsonObject } from '../../src/core/json.ts';
import { thing } from './thing.ts';

const model: FieldModel = {
  ...thing,
  references: [...thing.references, { path: '/groups/*/parts/*/part', kind: 'Part' }],
  lists: {
    ...thing.lists,
    '/groups': { key: ['name'] },
    '/groups/*/parts': { key: ['part'] },
    '/nested/slots': { key: ['day', 'hour'] },
  },
};

/** The line of every place is the number of its segments. */
function found(spec: JsonObject) {
  const paths = ['', '/parts/1', '/groups/1', '/groups/0/parts/2', '/nested/slots/1'];
  const sources = new Map(
    paths.map((path) => [path, { file: 'a.yaml', line: path.split('/').length, column: 1 }]),
  );
  const resource = { address: address('Thing', 'a'), kind: 'Thing', spec, sources, protect: false };
  return duplicateKeys(model, resource).map(({ code, source }) => [code, source?.line]);
}

describe('two elements of a keyed list that are one', () => {
  it('are told at the later one, however they are written', () => {
    const parts = [{ part: { external: 'English', id: '1' } }, { part: { id: '1' } }];
    expect(found({ parts })).toEqual([['LIST_DUPLICATE', 3]]);
  });

  it('are found in a list within a list and within an object', () => {
    const slot = { day: 'mon', hour: 1 };
    const groups = [{ name: 'x', parts: [{ part: 'a' }, { part: 'b' }, { part: 'a' }] }, { name: 'y' }];
    expect(found({ groups, nested: { slots: [slot, slot] } })).toEqual([
      ['LIST_DUPLICATE', 5],
      ['LIST_DUPLICATE', 4],
    ]);
  });

  it('are one in a set as well', () => {
    expect(found({ tags: ['x', 'y', 'x'] })).toEqual([['LIST_DUPLICATE', 1]]);
    expect(found({ tags: ['x', 'y'] })).toEqual([]);
  });

  it('are two where they stand in different elements', () => {
    const groups = ['x', 'y'].map((name) => ({ name, parts: [{ part: 'a' }] }));
    expect(found({ groups })).toEqual([]);
  });
});
