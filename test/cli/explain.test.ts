import { describe, expect, it } from 'vitest';
import { hostileIn } from '../report/hostile.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { cxform, onlyJson, refusalCodes } from './cxform.ts';

describe('cxform explain', () => {
  it('needs no project', async () => {
    const cwd = await tempFolder();
    const list = await cxform(['explain'], { cwd });
    expect(list).toMatchObject({ code: 0, stderr: '' });
    expect(list.stdout).toMatch(/^Skill +\S/m);
    const field = await cxform(['explain', 'queue.skills.level'], { cwd });
    expect(field).toMatchObject({ code: 0, stderr: '' });
    expect(field.stdout).toContain('Queue.spec.skills.level\n');
  });

  it('answers in JSON', async () => {
    const cwd = await tempFolder();
    const list = onlyJson<{ kinds: object[] }>(await cxform(['explain', '--format', 'json'], { cwd }));
    expect(list).toMatchObject({ formatVersion: 1 });
    expect(list.kinds[0]).toEqual({
      kind: 'Skill',
      description: expect.any(String),
      role: expect.any(String),
    });
    const field = await cxform(['explain', 'Queue.skills', '--format', 'json'], { cwd });
    expect(onlyJson(field)).toEqual({
      formatVersion: 1,
      path: 'Queue.spec.skills',
      description: expect.any(String),
      type: expect.any(String),
      required: false,
      examples: [],
      fields: [
        expect.objectContaining({ name: 'skill', required: true }),
        expect.objectContaining({ name: 'level', required: true, examples: [3] }),
      ],
    });
  });

  it('exits 1 for what there is not, whatever was typed', async () => {
    const cwd = await tempFolder();
    expect(refusalCodes(await cxform(['explain', 'Qeue', '--format', 'json'], { cwd }))).toEqual([
      'EXPLAIN_UNKNOWN_KIND',
    ]);
    const ran = await cxform(['explain', 'Queue.x\u001b[2J\u202e'], { cwd });
    expect(ran).toMatchObject({ code: 1, stdout: '' });
    expect(hostileIn(ran.stderr)).toEqual([]);
  });

  it('is about no Tenant', async () => {
    const ran = await cxform(['explain', '--tenant', 'prod'], { cwd: await tempFolder() });
    expect(ran).toMatchObject({ code: 1, stdout: '' });
  });
});
