import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { nodeFiles } from '../../src/host/files.ts';
import { SeededRandom } from '../../src/host/seeded-random.ts';
import { createSandbox } from '../../src/sandbox/sandbox.ts';
import { StateError } from '../../src/sandbox/state-error.ts';
import { MemoryFiles } from '../support/memory-files.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { VirtualClock } from '../support/virtual-clock.ts';
import { codesOf, idsOf, openTenant, profileOf, QUEUES, SKILLS, STATE_PATH, USERS } from './opened-tenant.ts';

describe('a state file', () => {
  it('is an empty tenant where it is missing, and is made by the first write alone', async () => {
    const tenant = await openTenant();
    for (const path of [SKILLS, QUEUES, USERS]) {
      expect((await tenant.call('GET', path)).body).toEqual({ entities: [] });
    }
    expect(await tenant.stateText()).toBe('');
    await tenant.call('POST', SKILLS, { name: 'English' });
    expect(JSON.parse(await tenant.stateText()).routing.skills).toHaveLength(1);
  });

  it('is laid out for people', async () => {
    const tenant = await openTenant();
    await tenant.call('POST', SKILLS, { name: 'English' });
    const id = idsOf(await tenant.call('GET', SKILLS))[0];
    expect(await tenant.stateText()).toBe(
      [
        '{',
        '  "routing": {',
        '    "skills": [',
        '      {',
        '        "name": "English",',
        `        "id": "${id}",`,
        '        "version": 1',
        '      }',
        '    ],',
        '    "queues": [],',
        '    "users": [],',
        '    "profiles": []',
        '  }',
        '}',
        '',
      ].join('\n'),
    );
  });

  it('keeps members that the sandbox does not know, at every level, through a write and a second run', async () => {
    const state = {
      note: 'kept by hand',
      routing: {
        skills: [{ id: 'skl_1', name: 'English', version: 4, tags: ['a'] }],
        queues: [
          {
            id: 'que_1',
            name: 'Billing',
            channel: 'voice',
            skills: [{ id: 'skl_1', level: 2, weight: 7 }],
            music: { file: 'a.wav' },
            version: 3,
          },
        ],
        users: [{ id: 'usr_1', name: 'Someone', active: true }],
        profiles: [{ id: 'usr_1', routingProfileId: 'default', queueIds: ['que_1'], seat: 'B4', version: 2 }],
        languages: ['en'],
      },
      settings: { pageSizeMax: 50 },
      campaigns: [{ id: 1 }],
    };
    const first = await openTenant(state);
    expect((await first.call('PATCH', `${QUEUES}/que_1`, { name: 'Bills', version: 3 })).status).toBe(200);

    const expected = structuredClone(state);
    Object.assign(expected.routing.queues[0] ?? {}, { name: 'Bills', version: 4 });
    expect(JSON.parse(await first.stateText())).toEqual(expected);
    const second = await openTenant(await first.stateText());
    expect((await second.call('GET', `${QUEUES}/que_1`)).body).toEqual(expected.routing.queues[0]);
  });

  it('shows what is invisible in it as escapes, and reads it back unchanged', async () => {
    const name = 'a\u202eb\u0085c\u0007d';
    const tenant = await openTenant();
    const { body } = await tenant.call('POST', SKILLS, { name });
    expect(await tenant.stateText()).toContain('"a\\u202eb\\u0085c\\u0007d"');
    const again = await openTenant(await tenant.stateText());
    expect((await again.call('GET', `${SKILLS}/${body?.id}`)).body?.name).toBe(name);
  });

  it('defaults a missing version to 1', async () => {
    const routing = {
      skills: [{ id: 'skl_1', name: 'English' }],
      queues: [{ id: 'que_1', name: 'Billing', channel: 'voice' }],
      users: [{ id: 'usr_1', name: 'ana' }],
      profiles: [{ id: 'usr_1', routingProfileId: 'default', queueIds: [] }],
    };
    const tenant = await openTenant({ routing });
    for (const path of [`${SKILLS}/skl_1`, `${QUEUES}/que_1`, profileOf('usr_1')]) {
      expect((await tenant.call('GET', path)).body?.version).toBe(1);
    }
  });

  it('may set how the tenant behaves, and the caller wins', async () => {
    const state = { settings: { scopes: ['users:read'], pageSizeMax: 2 } };
    const byFile = await openTenant(state);
    expect(codesOf(await byFile.call('GET', SKILLS))).toEqual(['missing_scope']);
    const byCaller = await openTenant(state, { settings: { scopes: ['routing:skill:read'] } });
    expect((await byCaller.call('GET', `${SKILLS}?pageSize=2`)).status).toBe(200);
  });

  it.each([
    ['is not JSON', '{"routing": '],
    ['is not UTF-8', new Uint8Array([0x7b, 0xff, 0x7d])],
    ['holds no object', '[]'],
    ['has routing that is no object', '{"routing": []}'],
    ['has a list that is no list', '{"routing": {"skills": {}}}'],
    ['has an object without an id', '{"routing": {"queues": [{"name": "x"}]}}'],
    ['has an id that is no string', '{"routing": {"users": [{"id": 7}]}}'],
    ['has an empty id', '{"routing": {"users": [{"id": ""}]}}'],
    ['repeats an id', '{"routing": {"skills": [{"id": "a"}, {"id": "a"}]}}'],
    ['has a version that is no whole number', '{"routing": {"skills": [{"id": "a", "version": "3"}]}}'],
    ['gives a user two profiles', '{"routing": {"profiles": [{"id": "a"}, {"id": "a"}]}}'],
    ['has a profile of no user', '{"routing": {"profiles": [{"routingProfileId": "default"}]}}'],
    [
      'has a profile whose version is no whole number',
      '{"routing": {"profiles": [{"id": "a", "version": 1.5}]}}',
    ],
    ['has a version under 1', '{"routing": {"skills": [{"id": "a", "version": 0}]}}'],
    ['has settings that are no object', '{"settings": []}'],
    ['has an unknown setting', '{"settings": {"pagesize": 5}}'],
    ['has a setting of a prototype name', '{"settings": {"__proto__": {}}}'],
    ['has scopes that are no strings', '{"settings": {"scopes": [1]}}'],
    ['has a page size over 100', '{"settings": {"pageSizeMax": 101}}'],
    ['has a rate limit of 0', '{"settings": {"requestsPerMinute": 0}}'],
    ['has a cleared queue that is no object', '{"settings": {"clearedQueue": null}}'],
  ])('that %s is refused by a StateError that names the file', async (_what, content) => {
    const error = await openingError(content);
    expect(error.path).toBe(STATE_PATH);
    expect(error.problems).toHaveLength(1);
    expect(error.message).toContain(STATE_PATH);
  });

  it('that is a folder is refused by a StateError that names it, and so is a log', async () => {
    const folder = await tempFolder();
    for (const [statePath, logPath] of [
      [folder, join(folder, 'log')],
      [join(folder, 'state'), folder],
    ] as const) {
      const options = { files: nodeFiles, clock: new VirtualClock(), random: new SeededRandom(1) };
      const opening = createSandbox({ ...options, statePath, logPath });
      await expect(opening).rejects.toBeInstanceOf(StateError);
      await expect(opening).rejects.toMatchObject({
        path: folder,
        problems: [expect.stringContaining('EISDIR')],
      });
    }
  });

  it('is refused with everything that is wrong at once', async () => {
    const error = await openingError(
      JSON.stringify({
        routing: { skills: [{ id: 'a', version: -1 }, { name: 'x' }], queues: 'none' },
        settings: { pageSizeMax: 0, speed: 3 },
      }),
    );
    expect(error.problems).toHaveLength(5);
  });
});

async function openingError(content: string | Uint8Array): Promise<StateError> {
  const files = new MemoryFiles();
  if (typeof content === 'string') await files.write(STATE_PATH, content);
  else files.read = async () => content;
  const opening = createSandbox({
    files,
    statePath: STATE_PATH,
    clock: new VirtualClock(),
    random: new SeededRandom(1),
  });
  const error = await opening.catch((thrown: unknown) => thrown);
  if (!(error instanceof StateError)) throw new Error('expected a StateError');
  return error;
}
