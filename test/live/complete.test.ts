import { describe, expect, it } from 'vitest';
import { type Address, address } from '../../src/core/address.ts';
import type { Json, JsonObject } from '../../src/core/json.ts';
import { KindTable } from '../../src/core/kind-table.ts';
import type { Service } from '../../src/core/ports.ts';
import { completeObjects } from '../../src/live/complete.ts';
import type { IdentifiedObject } from '../../src/live/identify.ts';
import { dialList } from '../fixture/dial-list/dial-list.ts';

const summary = (id: string): IdentifiedObject => ({ kind: 'DialList', id, name: id, raw: {} });

/** A service that answers every GET with this. */
const answering = (body: Json): Service => ({
  request: async () => ({ status: 200, body }),
  list: async () => [],
  bulk: async () => [],
});

const whole: JsonObject = { listId: 1, listName: 'one', isActive: true, priority: 3 };
const at = address('DialList', 'one');

function complete(body: Json) {
  const ours = new Map<Address, IdentifiedObject>([[at, objects[0] as IdentifiedObject]]);
  return completeObjects(new KindTable([dialList]), objects, ours, () => answering(body), false);
}

const objects = [summary('1'), summary('2')];

describe('objects that their list shows in summary', () => {
  it('are read whole where they are ours', async () => {
    const { objects: completed, byAddress } = await complete(whole);
    expect(completed).toEqual([{ kind: 'DialList', id: '1', name: 'one', raw: whole }, summary('2')]);
    expect(byAddress.get(at)).toBe(completed[0]);
  });

  it("are nobody's any more where they have gone meanwhile", async () => {
    const { objects: completed, byAddress, diagnostics } = await complete({ ...whole, isActive: false });
    expect([completed, [...byAddress], diagnostics]).toEqual([[summary('2')], [], []]);
  });

  it('are unreadable where the whole has no id, which is no bug of cxform', async () => {
    const { diagnostics } = await complete({ isActive: true });
    expect(diagnostics).toMatchObject([{ severity: 'error', code: 'LIVE_UNREADABLE' }]);
  });
});
