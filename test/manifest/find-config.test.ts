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

test('where no folder up to the root has one, none is found', async () => {
  expect(await findConfig({ files, from: '/x' })).toBeUndefined();
});
