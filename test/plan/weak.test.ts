import { describe, expect, it } from 'vitest';
import { queue, roster, routingProfile } from '../support/declarations.ts';
import { engineWorld } from '../support/engine-world.ts';

const declared = [
  queue('billing'),
  queue('sales'),
  roster('people', [{ name: 'ana', id: 'u-ana' }]),
  routingProfile('everyone', { queues: ['billing'] }),
];
const users = [{ id: 'u-ana', name: 'ana', email: 'ana@acme.example', active: true }];
const billing = { id: 'q1', name: 'billing', channel: 'voice', version: 1 };
const profile = { id: 'u-ana', routingProfileId: 'p1', queueIds: [] };

/** Which changes of a plan are weak, by address. */
async function weakChanges(profiles: readonly object[]): Promise<unknown> {
  const queues = [billing];
  const world = await engineWorld({ queues, users, profiles: profiles as [], declared });
  const { changes } = await world.plan();
  return Object.fromEntries(changes.map(({ address, action, weak }) => [address, [action, weak]]));
}

describe('a change is weak', () => {
  it('where its create would write over what somebody makes meanwhile, and not where the tenant refuses that', async () => {
    expect(await weakChanges([])).toEqual({
      'Queue/sales': ['create', undefined],
      'RoutingProfile/everyone/ana': ['create', true],
    });
  });

  it('where its object has no version, and not where it has one', async () => {
    expect(await weakChanges([{ ...profile, version: 1 }])).toMatchObject({
      'RoutingProfile/everyone/ana': ['update', undefined],
    });
  });
});
