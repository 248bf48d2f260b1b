import { describe, expect, it } from 'vitest';
import { skill } from '../support/declarations.ts';
import { codes, type EngineWorld, engineWorld } from '../support/engine-world.ts';

/** A world that counts the connections it opened and those that were closed. */
async function countedWorld(): Promise<{ world: EngineWorld; count: { opened: number; closed: number } }> {
  const world = await engineWorld({ declared: [skill('a')] });
  const count = { opened: 0, closed: 0 };
  const { connect } = world.world;
  Object.assign(world.world, {
    connect: async (tenant: Parameters<typeof connect>[0]) => {
      const { connection, ...more } = await connect(tenant);
      count.opened++;
      const close = async () => {
        count.closed++;
        await connection?.close();
      };
      return { connection: { ...connection, close }, ...more };
    },
  });
  return { world, count };
}

const commands = [
  ['plan', (world: EngineWorld) => world.planResult()],
  ['drift', (world: EngineWorld) => world.driftResult()],
  ['apply', (world: EngineWorld) => world.applyResult()],
] as const;

describe.each(commands)('the connection of %s is closed', (_, run) => {
  it('when it is done', async () => {
    const { world, count } = await countedWorld();
    expect(Object.keys(await run(world))).not.toContain('diagnostics');
    expect(count).toEqual({ opened: 1, closed: 1 });
  });

  it('where the tenant cannot be read', async () => {
    const { world, count } = await countedWorld();
    world.hooks.answer = ({ url }) =>
      url.includes('/skills') ? new Response('{"message":"no"}', { status: 403 }) : undefined;
    const result = await run(world);
    expect(codes('diagnostics' in result ? result.diagnostics : [])).toEqual(['API_FORBIDDEN']);
    expect(count).toEqual({ opened: 1, closed: 1 });
  });

  it('where reading breaks', async () => {
    const { world, count } = await countedWorld();
    const bug = new Error('a bug');
    world.hooks.answer = ({ url }) => {
      if (url.includes('/skills')) throw bug;
      return undefined;
    };
    await expect(run(world)).rejects.toBe(bug);
    expect(count).toEqual({ opened: 1, closed: 1 });
  });
});

it('makes the same plan of the same tenant, however often a read had to be sent', async () => {
  const world = await engineWorld({ declared: [skill('a')] });
  const smooth = await world.plan();
  let faults = 2;
  world.hooks.answer = ({ url }) =>
    url.includes('/skills') && faults-- > 0 ? new Response(null, { status: 503 }) : undefined;
  const bumpy = await world.plan();
  expect(faults).toBeLessThan(1);
  expect(bumpy.digest).toBe(smooth.digest);
});
