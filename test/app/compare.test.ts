import { describe, expect, it } from 'vitest';
import { compareTenants } from '../../src/app/compare.ts';
import type { World } from '../../src/app/world.ts';
import { type Centre, type EngineWorld, engineWorld } from '../support/engine-world.ts';
import { tenantSpec } from '../support/tenant-spec.ts';

const live = (id: string, name: string, more = {}) => ({ id, name, channel: 'voice', version: 1, ...more });
const named = (id: string, name: string) => ({ id, name, version: 1 });
const to = (targetQueueId: string) => ({
  overflow: { maxWaitTime: 60_000, action: 'routeToQueue', targetQueueId },
});

/** Compares what two worlds hold. */
async function compared(left: Centre, right: Centre) {
  const worlds: Record<string, EngineWorld> = {
    dev: await engineWorld(left),
    prod: await engineWorld(right),
  };
  const dev = worlds.dev as EngineWorld;
  const world: World = {
    ...dev.world,
    connect: (tenant) => (worlds[tenant.name] as EngineWorld).world.connect(tenant),
  };
  const result = await compareTenants(world, tenantSpec({ name: 'dev' }), tenantSpec({ name: 'prod' }));
  if (!result.comparison) throw new Error(JSON.stringify(result.diagnostics));
  return result.comparison;
}

describe('two tenants', () => {
  it('are the same by names, whatever their ids and versions', async () => {
    const skills = (id: string) => [{ id, level: 3 }];
    const comparison = await compared(
      {
        skills: [named('s1', 'es')],
        queues: [live('q1', 'a', { skills: skills('s1'), ...to('q2') }), live('q2', 'b')],
      },
      {
        skills: [named('x', 'es')],
        queues: [live('y', 'b', { version: 7 }), live('z', 'a', { skills: skills('x'), ...to('y') })],
      },
    );
    expect(comparison).toEqual({
      formatVersion: 1,
      tenants: ['dev', 'prod'],
      onlyLeft: [],
      onlyRight: [],
      different: [],
      ambiguous: [],
      summary: { same: 3, different: 0, onlyLeft: 0, onlyRight: 0, ambiguous: 0 },
      diagnostics: [],
    });
  });

  it('differ in fields, in what only one has, and in what nothing can be said of', async () => {
    const comparison = await compared(
      {
        queues: [
          live('q1', 'a', { wrapUpTimeout: 5_000, ...to('q2') }),
          live('q2', 'b'),
          live('q3', 'left'),
          live('q4', 'twin'),
        ],
      },
      {
        queues: [
          live('q1', 'a', { overflow: { maxWaitTime: 60_000, action: 'drop' } }),
          live('q2', 'b', { skills: [] }),
          live('q3', 'right'),
          live('q4', 'twin'),
          live('q5', 'twin'),
        ],
      },
    );
    expect(comparison).toMatchObject({
      onlyLeft: [{ kind: 'Queue', name: 'left' }],
      onlyRight: [{ kind: 'Queue', name: 'right' }],
      ambiguous: [{ kind: 'Queue', name: 'twin' }],
      different: [
        {
          kind: 'Queue',
          name: 'a',
          fields: [
            { path: '/overflow/action', before: 'routeToQueue', after: 'drop' },
            { path: '/overflow/targetQueue', before: { external: 'b' }, after: null },
            { path: '/wrapUpTimeout', before: '5s', after: null },
          ],
        },
      ],
      summary: { same: 1, different: 1, onlyLeft: 1, onlyRight: 1, ambiguous: 1 },
    });
  });

  it('have profiles that are compared by agent', async () => {
    const profile = (id: string, queueIds: string[]) => ({
      id,
      routingProfileId: `${id}/routing-profiles/default`,
      queueIds,
      version: 1,
    });
    const user = (id: string) => ({ id, name: 'ana', email: 'ana@acme.example' });
    const comparison = await compared(
      { queues: [live('q1', 'a')], users: [user('u1')], profiles: [profile('u1', ['q1'])] },
      { queues: [live('q2', 'a')], users: [user('u2')], profiles: [profile('u2', [])] },
    );
    expect(comparison.different).toMatchObject([
      { kind: 'RoutingProfile', name: 'ana@acme.example', fields: [{ path: '/queues' }] },
    ]);
  });
});
