import { expect, it } from 'vitest';
import { type Address, address } from '../../src/core/address.ts';
import { Bindings } from '../../src/core/bindings.ts';
import type { Change } from '../../src/core/change.ts';
import { KindTable } from '../../src/core/kind-table.ts';
import { queue } from '../../src/kinds/routing/queue/queue.ts';
import { orderChanges } from '../../src/plan/dependencies.ts';
import { codes } from '../support/engine-world.ts';

/** Queues whose overflow cannot wait. */
const kinds = new KindTable([
  { ...queue, fields: { ...queue.fields, references: [{ path: '/overflow/targetQueue', kind: 'Queue' }] } },
]);

const nothingLive = {
  objects: [],
  byAddress: new Map(),
  desired: [],
  bindings: new Bindings([], []),
  diagnostics: [],
};

const creating = (name: string, targetQueue: string): Change => ({
  address: address('Queue', name),
  action: 'create',
  fields: [],
  desired: { overflow: { targetQueue } },
  steps: ['write'],
  dependsOn: [],
  sources: { '': { file: `${name}.yaml`, line: 1, column: 1 } },
});

const ordered = (...changes: readonly Change[]) => orderChanges(kinds, changes, nothingLive);

it('is an error where creates need each other and none can wait, at the first of them', () => {
  const { diagnostics } = ordered(creating('a', 'b'), creating('b', 'a'));
  expect(diagnostics).toMatchObject([
    {
      severity: 'error',
      code: 'REFERENCE_CYCLE',
      summary: expect.stringContaining('Queue/a → Queue/b → Queue/a'),
      address: 'Queue/a',
      source: { file: 'a.yaml' },
    },
  ]);
  expect(codes(ordered(creating('a', 'a')).diagnostics)).toEqual(['REFERENCE_CYCLE']);
});

it('puts what is needed first', () => {
  const { changes, diagnostics } = ordered(creating('a', 'b'), creating('b', 'elsewhere'));
  const dependsOn = changes.map((change) => [change.address, change.dependsOn]);
  expect([diagnostics, dependsOn]).toEqual([
    [],
    [
      ['Queue/a', ['Queue/b' as Address]],
      ['Queue/b', []],
    ],
  ]);
});
