import { expect, test } from 'vitest';
import { findConfig } from '../../src/manifest/find-config.ts';
import { MemoryFiles } from '../support/memory-files.ts';

const files = new MemoryFiles({
  '/a/cxform.yaml': '',
  '/a/b/c/cxform.yaml': '',
  '/a/b/c/d/e.txt': '',
  '/x/y': '',
});

test.each([
  ['/a/b/c/d', '/a/b/c/cxform.yaml'],
  ['/a/b/c', '/a/b/c/cxform.yaml'],
  ['/a/b', '/a/cxform.yaml'],
  ['/a', '/a/cxform.yaml'],
])('from %s the nearest one upward is found', async (from, expected) => {
  expect(await findConfig({ files, from })).toBe(expected);
});

test('one that the system does not let us look at is the one: reading it tells why', async () => {
  const refusing = Object.assign(new MemoryFiles({ '/a/cxform.yaml': '' }), {
    realPath: async (path: string) => {
      if (path === '/a/b/cxform.yaml') throw Object.assign(new Error('loop'), { code: 'ELOOP' });
      return files.realPath(path);
    },
  });
  expect(await findConfig({ files: refusing, from: '/a/b/c/d/e' })).toBe('/a/b/c/cxform.yaml');
  expect(await findConfig({ files: refusing, from: '/a/b' })).toBe('/a/b/cxform.yaml');
});

test('where no folder up to the root has one, none is found', async () => {
  expect(await findConfig({ files, from: '/x' })).toBeUndefined();
});
