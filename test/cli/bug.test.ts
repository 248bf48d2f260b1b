import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { startTenant } from '../support/loopback-tenant.ts';
import { cxform, refusalCodes } from './cxform.ts';
import { makeProject, manifest } from './project.ts';

const skill = { 'manifests/skill.yaml': manifest('Skill', 'billing') };

/** A process in which asking the tenant fails like this, and never answers. */
const failing = (statement: string) => {
  const connect = `net.connect = () => { ${statement}; return new net.Socket(); }`;
  const code = `import net from 'node:net'; ${connect}`;
  return { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(code)}` };
};

describe('an error that nothing in cxform waits for', () => {
  it.each([
    ['is thrown', 'setImmediate(() => { throw new Error("no\\u001b[2J") })'],
    ['is a rejection', 'Promise.reject(new Error("no\\u001b[2J"))'],
    ['comes more than once', 'for (let i = 0; i < 3; i++) Promise.reject(new Error("no\\u001b[2J"))'],
  ])('is told as a bug with exit 70 where it %s', async (_, statement) => {
    const { env } = await startTenant();
    const cwd = await makeProject(skill);
    const options = { cwd, env: { ...env, ...failing(statement) } };

    const inText = await cxform(['plan'], options);
    expect(inText).toMatchObject({ code: 70, stdout: '' });
    expect(inText.stderr.split('\n')).toEqual([
      'cxform: no\\u001b[2J',
      'This should not happen; please report it.',
      '',
    ]);

    const inJson = await cxform(['plan', '--format', 'json'], options);
    expect(inJson.code).toBe(70);
    expect(refusalCodes(inJson)).toEqual(['BUG']);

    const inFile = await cxform(['plan', '--format', 'json', '--output', 'plan.json'], options);
    expect(inFile).toMatchObject({ code: 70, stdout: '' });
    const written = await readFile(join(cwd, 'plan.json'), 'utf8');
    expect(refusalCodes({ stdout: written })).toEqual(['BUG']);
  });

  it('shows where it came from with --verbose alone', async () => {
    const { env } = await startTenant();
    const options = {
      cwd: await makeProject(skill),
      env: { ...env, ...failing('Promise.reject(new Error("no"))') },
    };
    expect((await cxform(['plan', '--verbose'], options)).stderr).toMatch(/^ {4}at /m);
    expect((await cxform(['plan'], options)).stderr).not.toMatch(/^ {4}at /m);
  });
});
