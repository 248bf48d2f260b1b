import { describe, expect, it } from 'vitest';
import { MemoryFiles } from '../support/memory-files.ts';
import { codesOf, idsOf, openTenant, profileOf, QUEUES, SKILLS } from './opened-tenant.ts';

/** Files whose writes wait to be let through, or to fail. */
class GatedFiles extends MemoryFiles {
  readonly waiting: { resolve(): void; reject(error: Error): void }[] = [];

  override async write(path: string, text: string): Promise<void> {
    await new Promise<void>((resolve, reject) => this.waiting.push({ resolve, reject }));
    await super.write(path, text);
  }

  /** The next save, once it waits. */
  async nextSave() {
    for (;;) {
      const save = this.waiting.shift();
      if (save) return save;
      await turn();
    }
  }
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

describe('saving', () => {
  it('is done before a write is answered or seen by a reader', async () => {
    const files = new GatedFiles();
    const tenant = await openTenant(undefined, { files });
    let answered = false;
    const write = tenant.call('POST', SKILLS, { name: 'English' }).then((answer) => {
      answered = true;
      return answer;
    });
    const save = await files.nextSave();
    expect(idsOf(await tenant.call('GET', SKILLS))).toEqual([]);
    expect(answered).toBe(false);

    save.resolve();
    expect((await write).status).toBe(201);
    expect(idsOf(await tenant.call('GET', SKILLS))).toHaveLength(1);
  });

  it('is shared by the writes that arrive while another is saved', async () => {
    const files = new GatedFiles();
    const tenant = await openTenant(undefined, { files });
    const first = tenant.call('POST', SKILLS, { name: 'first' });
    const firstSave = await files.nextSave();
    const others = Array.from({ length: 19 }, (_, n) => tenant.call('POST', SKILLS, { name: `other ${n}` }));
    await turn();
    firstSave.resolve();
    (await files.nextSave()).resolve();

    const answers = await Promise.all([first, ...others]);
    expect(answers.map(({ status }) => status)).toEqual(Array(20).fill(201));
    expect(files.waiting).toEqual([]);
    expect(JSON.parse(await tenant.stateText()).routing.skills).toHaveLength(20);
  });

  it('that fails answers 500 to every write of the group and leaves all as it was', async () => {
    const files = new GatedFiles();
    const tenant = await openTenant(undefined, { files });
    const first = tenant.call('POST', SKILLS, { name: 'kept' });
    const firstSave = await files.nextSave();
    const lost = [1, 2].map((n) => tenant.call('POST', SKILLS, { name: `lost ${n}` }));
    await turn();
    firstSave.resolve();
    (await files.nextSave()).reject(new Error('disk full'));

    expect((await first).status).toBe(201);
    for (const answer of await Promise.all(lost)) {
      expect(answer.status).toBe(500);
      expect(codesOf(answer)).toEqual(['not_saved']);
    }
    expect(idsOf(await tenant.call('GET', SKILLS))).toHaveLength(1);

    const next = tenant.call('POST', SKILLS, { name: 'after' });
    (await files.nextSave()).resolve();
    expect((await next).status).toBe(201);
    expect(JSON.parse(await tenant.stateText()).routing.skills).toMatchObject([
      { name: 'kept' },
      { name: 'after' },
    ]);
  });

  it('lets only one of two writes of the same version through', async () => {
    const tenant = await openTenant({ routing: { skills: [{ id: 'skl_1', name: 'English', version: 1 }] } });
    const answers = await Promise.all(
      ['a', 'b'].map((name) => tenant.call('PATCH', `${SKILLS}/skl_1`, { name, version: 1 })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
  });

  it('does not happen for refused writes', async () => {
    const tenant = await openTenant();
    expect((await tenant.call('POST', QUEUES, {})).status).toBe(400);
    expect(await tenant.stateText()).toBe('');
  });
});

describe('an administrator’s edit', () => {
  const state = { routing: { queues: [{ id: 'que_1', name: 'Billing', channel: 'voice', version: 3 }] } };

  it('is saved with the next version and needs no version or rules', async () => {
    const tenant = await openTenant(state);
    await tenant.sandbox.edit('queues', 'que_1', { name: '', wrapUpTimeout: 5, channel: null });
    const expected = { id: 'que_1', name: '', wrapUpTimeout: 5, version: 4 };
    expect((await tenant.call('GET', `${QUEUES}/que_1`)).body).toEqual(expected);
    expect(JSON.parse(await tenant.stateText()).routing.queues).toEqual([expected]);
  });

  it('of a routing profile is made under the id of its user, which it cannot change', async () => {
    const tenant = await openTenant({
      routing: {
        users: [{ id: 'usr_1', name: 'ana' }],
        profiles: [{ id: 'usr_1', routingProfileId: 'default', status: 'offline', queueIds: [], version: 3 }],
      },
    });
    await tenant.sandbox.edit('profiles', 'usr_1', { id: 'usr_2', queueIds: ['gone'], status: null });
    const expected = { routingProfileId: 'default', queueIds: ['gone'], version: 4 };
    expect((await tenant.call('GET', profileOf('usr_1'))).body).toEqual(expected);
    const saved = JSON.parse(await tenant.stateText());
    expect(saved.routing.profiles).toEqual([{ id: 'usr_1', ...expected }]);
  });

  it('of an object that is not there rejects', async () => {
    const tenant = await openTenant(state);
    for (const list of ['skills', 'profiles'] as const) {
      await expect(tenant.sandbox.edit(list, 'que_1', {})).rejects.toMatchObject({ status: 404 });
    }
  });

  it('is no request', async () => {
    const tenant = await openTenant(state);
    await tenant.sandbox.edit('queues', 'que_1', { name: 'Bills' });
    expect(tenant.sandbox.requests.map(({ path }) => path)).toEqual(['/oauth/token']);
  });
});
