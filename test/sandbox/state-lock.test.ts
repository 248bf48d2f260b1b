import { describe, expect, it } from 'vitest';
import type { Lock } from '../../src/sandbox/lock.ts';
import { MemoryFiles } from '../support/memory-files.ts';
import { codesOf, idsOf, openTenant, QUEUES, SKILLS, STATE_PATH, USERS } from './opened-tenant.ts';

/** A lock that tells what was done with it. */
function watchedLock(holder?: string) {
  const done: string[] = [];
  const held = { holder };
  const lock: Lock = async () => {
    if (held.holder !== undefined) return { holder: held.holder, path: '/tenant/state.json.lock' };
    done.push('taken');
    return {
      release: async () => {
        done.push('released');
      },
    };
  };
  return { lock, done, held };
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

const queue = { id: 'que_1', name: 'Billing', channel: 'voice', version: 3 };
const written = (name: string, version: number) =>
  JSON.stringify({ routing: { queues: [{ ...queue, name, version }] } });

describe('the lock of a state file', () => {
  it('is taken by the first write, once, and by no read', async () => {
    const { lock, done } = watchedLock();
    const tenant = await openTenant({ routing: { queues: [queue] } }, { lock });
    await tenant.call('GET', QUEUES);
    await tenant.call('GET', `${QUEUES}/que_1`);
    expect(done).toEqual([]);
    await Promise.all([
      tenant.call('POST', SKILLS, { name: 'a' }),
      tenant.call('POST', SKILLS, { name: 'b' }),
    ]);
    await tenant.call('POST', SKILLS, { name: 'c' });
    expect(done).toEqual(['taken']);
  });

  it('is let go of when the sandbox is closed, after the write that is under way', async () => {
    const { lock, done } = watchedLock();
    const files = new MemoryFiles();
    const tenant = await openTenant(undefined, { files, lock });
    const { write } = files;
    const closed = new Promise<void>((resolve) => {
      files.write = async (path, text) => {
        void tenant.sandbox.close().then(resolve);
        await turn();
        expect(done).toEqual(['taken']);
        await write.call(files, path, text);
      };
    });
    expect((await tenant.call('POST', SKILLS, { name: 'English' })).status).toBe(201);
    await closed;
    expect(JSON.parse(await tenant.stateText()).routing.skills).toHaveLength(1);
    expect(done).toEqual(['taken', 'released']);
  });

  it('that nothing was written under is not taken for closing', async () => {
    const { lock, done } = watchedLock();
    await (await openTenant(undefined, { lock })).sandbox.close();
    expect(done).toEqual([]);
  });

  it('that somebody else holds refuses writes with 423, names the holder, and changes nothing', async () => {
    const { lock, held } = watchedLock('process 7 on desk');
    const tenant = await openTenant({ routing: { queues: [queue] } }, { lock });
    const before = await tenant.stateText();
    for (const write of [
      () => tenant.call('PATCH', `${QUEUES}/que_1`, { name: 'x', version: 3 }),
      () => tenant.call('POST', SKILLS, { name: 'x' }),
      () => tenant.call('DELETE', `${QUEUES}/que_1?version=3`),
    ]) {
      const refused = await write();
      expect([refused.status, codesOf(refused)]).toEqual([423, ['locked']]);
      expect(refused.body?.errors?.[0]?.message).toMatch(/process 7 on desk.*\/tenant\/state\.json\.lock/);
    }
    expect((await tenant.call('GET', QUEUES)).status).toBe(200);
    expect(await tenant.stateText()).toBe(before);

    held.holder = undefined;
    expect((await tenant.call('PATCH', `${QUEUES}/que_1`, { name: 'x', version: 3 })).status).toBe(200);
  });

  it('that cannot be made refuses writes with 500', async () => {
    const lock = async () => {
      throw new Error('read-only');
    };
    const tenant = await openTenant(undefined, { lock });
    const refused = await tenant.call('POST', SKILLS, { name: 'x' });
    expect([refused.status, codesOf(refused)]).toEqual([500, ['not_saved']]);
  });

  it('is not taken again by a write after closing, which is refused', async () => {
    const { lock, done } = watchedLock();
    const tenant = await openTenant(undefined, { lock });
    await tenant.sandbox.close();
    const refused = await tenant.call('POST', SKILLS, { name: 'late' });
    expect([refused.status, codesOf(refused)]).toEqual([500, ['not_saved']]);
    expect(done).toEqual([]);
  });
});

describe('a state file that somebody else has written', () => {
  it('since it was opened is what the first write starts from: versions guard', async () => {
    const tenant = await openTenant(written('Billing', 3));
    await tenant.files.write(STATE_PATH, written('Bills', 4));
    const stale = await tenant.call('PATCH', `${QUEUES}/que_1`, { wrapUpTimeout: 5, version: 3 });
    expect([stale.status, codesOf(stale)]).toEqual([409, ['version_mismatch']]);
    expect(await tenant.stateText()).toBe(written('Bills', 4));
    expect((await tenant.call('GET', `${QUEUES}/que_1`)).body).toMatchObject({ name: 'Bills', version: 4 });
    const patch = { wrapUpTimeout: 5, version: 4 };
    expect((await tenant.call('PATCH', `${QUEUES}/que_1`, patch)).status).toBe(200);
    expect(JSON.parse(await tenant.stateText()).routing.queues).toEqual([
      { ...queue, name: 'Bills', wrapUpTimeout: 5, version: 5 },
    ]);
  });

  it('between two writes, to the same length even, keeps what they wrote', async () => {
    const tenant = await openTenant(written('Billing', 3));
    expect((await tenant.call('POST', SKILLS, { name: 'one' })).status).toBe(201);
    await tenant.files.write(STATE_PATH, (await tenant.stateText()).replace('Billing', 'Selling'));
    expect((await tenant.call('POST', SKILLS, { name: 'two' })).status).toBe(201);
    const { routing } = JSON.parse(await tenant.stateText());
    expect(routing.queues[0].name).toBe('Selling');
    expect(routing.skills).toHaveLength(2);
  });

  it('is read once: its own writes are no news to it', async () => {
    const files = new MemoryFiles({ [STATE_PATH]: written('Billing', 3) });
    const tenant = await openTenant(undefined, { files });
    for (const name of ['a', 'b', 'c']) await tenant.call('POST', SKILLS, { name });
    expect(idsOf(await tenant.call('GET', SKILLS))).toHaveLength(3);
  });

  it('and broken refuses writes with 500 and is left as it is, until it is mended', async () => {
    const tenant = await openTenant(written('Billing', 3));
    await tenant.files.write(STATE_PATH, '{"routing": {');
    const refused = await tenant.call('POST', SKILLS, { name: 'x' });
    expect([refused.status, codesOf(refused)]).toEqual([500, ['not_saved']]);
    expect(await tenant.stateText()).toBe('{"routing": {');
    await tenant.files.write(STATE_PATH, written('Mended', 9));
    expect((await tenant.call('POST', SKILLS, { name: 'x' })).status).toBe(201);
    expect(JSON.parse(await tenant.stateText()).routing.queues[0].name).toBe('Mended');
  });

  it('and taken away is brought back by the next write, with all that the tenant holds', async () => {
    const tenant = await openTenant(written('Billing', 3));
    await tenant.files.remove(STATE_PATH);
    expect((await tenant.call('POST', SKILLS, {})).status).toBe(400);
    expect(await tenant.stateText()).toBe('');
    expect((await tenant.call('PATCH', `${QUEUES}/que_1`, { wrapUpTimeout: 5, version: 3 })).status).toBe(
      200,
    );
    expect((await tenant.call('POST', SKILLS, { name: 'English' })).status).toBe(201);
    const { routing } = JSON.parse(await tenant.stateText());
    expect(routing.queues).toEqual([{ ...queue, wrapUpTimeout: 5, version: 4 }]);
    expect(routing.skills).toHaveLength(1);
  });

  it('and taken away, then put there anew, is what the next write starts from', async () => {
    const tenant = await openTenant(written('Billing', 3));
    await tenant.files.remove(STATE_PATH);
    expect((await tenant.call('POST', SKILLS, { name: 'one' })).status).toBe(201);
    await tenant.files.remove(STATE_PATH);
    await tenant.files.write(STATE_PATH, '{}');
    expect((await tenant.call('PATCH', `${QUEUES}/que_1`, { name: 'x', version: 3 })).status).toBe(404);
    expect(await tenant.stateText()).toBe('{}');
  });

  it('shows its users to the next write', async () => {
    const tenant = await openTenant();
    await tenant.files.write(
      STATE_PATH,
      JSON.stringify({ routing: { users: [{ id: 'usr_1', name: 'ana' }] } }),
    );
    const profile = { routingProfileId: 'default', queueIds: [] };
    expect((await tenant.call('PUT', '/api/v2/routing/users/usr_1/routing-profile', profile)).status).toBe(
      201,
    );
    expect(idsOf(await tenant.call('GET', USERS))).toEqual(['usr_1']);
  });
});
