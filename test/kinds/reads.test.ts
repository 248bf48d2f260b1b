import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../src/core/json.ts';
import { KindTable } from '../../src/core/kind-table.ts';
import type { Service, ServiceRequest } from '../../src/core/ports.ts';
import type { ReadCall } from '../../src/core/read-call.ts';
import { kinds } from '../../src/kinds/index.ts';
import { contractReads } from '../../src/tenant/contract-reads.ts';
import { dialList } from '../fixture/dial-list/dial-list.ts';

const table = new KindTable([...kinds, dialList]);
const wires = [...table.objects, ...table.outside].map((kind) => [kind.kind, kind.wire] as const);
const services = ['scheduling', 'workforce', 'commitments', 'campaigns'];

const readsOfKinds = wires.flatMap(([, { service, reads }]) => reads.map((read) => [service, read] as const));
const readsBesides = services.flatMap((service) =>
  contractReads(service, '2026-06-01').map((read) => [service, read] as const),
);
const allReads = [...readsOfKinds, ...readsBesides];

/** A service that answers every read with nothing, and the paths that were read. */
function recorder(): { readonly service: Service; readonly paths: string[] } {
  const paths: string[] = [];
  const empty: JsonObject = { lists: [], totalRecords: 0, isActive: true };
  const service = {
    request: async ({ path }: ServiceRequest) => {
      paths.push(path);
      return { status: 200, body: empty };
    },
    list: async ({ path }: ServiceRequest) => {
      paths.push(path);
      return [];
    },
  };
  return { service: service as unknown as Service, paths };
}

describe.each(wires)('the wire half of %s', (_, wire) => {
  it('names every call that it reads by, and no other', async () => {
    const { service, paths } = recorder();
    for (const scope of wire.scopes([], [])) await wire.list(service, scope);
    if ('get' in wire) await wire.get(service, '1');
    expect(wire.reads.map(({ path }) => path).sort()).toEqual([...new Set(paths)].sort());
  });
});

describe.each(allReads.map(([service, read]) => [`${service} ${read.path}`, service, read] as const))(
  'the call %s',
  (_, service, read: ReadCall) => {
    it('takes its id, where it takes one, from a list of the same service, or says what it needs', () => {
      const placeholders = read.path.match(/\{\w+\}/g) ?? [];
      if (placeholders.length === 0) return expect(read.idFrom).toBeUndefined();
      expect(placeholders).toHaveLength(1);
      if (read.needs !== undefined) return expect(read.idFrom).toBeUndefined();
      const list = allReads.find(([of, { path }]) => of === service && path === read.idFrom);
      expect(list?.[1].answer).toMatchObject({ id: expect.any(String) });
      expect(list?.[1].idFrom).toBeUndefined();
    });

    it('says what goes without it in words that follow "without it"', () => {
      expect(read.without).toMatch(/^[a-z].*[^.]$/);
    });
  },
);

it('what a kind reads is not told twice', () => {
  const paths = (reads: typeof allReads) => reads.map(([service, { path }]) => `${service} ${path}`);
  expect(paths(readsOfKinds).filter((path) => paths(readsBesides).includes(path))).toEqual([]);
});
