import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Diagnostic } from '../../src/core/diagnostic.ts';
import { cxform, onlyJson, refusalCodes } from './cxform.ts';
import {
  changing,
  makeTenants,
  refusing,
  settled,
  type TenantParts,
  writeState,
  wrong,
} from './several-tenants.ts';

const all = ['--tenant', 'all'];
const json = ['--format', 'json'];

interface Several {
  readonly formatVersion: number;
  readonly tenants: readonly {
    readonly formatVersion: number;
    readonly tenant: string;
    readonly diagnostics?: readonly Diagnostic[];
  }[];
}

const planning = ['plan', '--detailed-exitcode'];
const applying = ['apply', '--auto-approve'];

/** Two Tenants, and the exit codes that the command ends with on the first, on the second and on both. */
const mixes: readonly (readonly [
  words: readonly string[],
  ends: readonly [number, number, number],
  first: TenantParts,
  second: TenantParts,
])[] = [
  [planning, [0, 0, 0], settled, settled],
  [planning, [2, 0, 2], changing, settled],
  [planning, [1, 2, 1], wrong, changing],
  [planning, [0, 1, 1], settled, wrong],
  [applying, [3, 0, 3], refusing, changing],
  [applying, [3, 1, 1], refusing, wrong],
  [applying, [1, 0, 1], wrong, changing],
  [['validate'], [1, 0, 1], wrong, settled],
  [['graph'], [0, 1, 1], settled, wrong],
  [['drift'], [1, 0, 1], wrong, settled],
];

describe('--tenant all', () => {
  it.each(mixes)('%j ends with %j: alone, alone, both', async (words, ends, first, second) => {
    const tenants = { first, second };
    const alone = [];
    for (const tenant of ['first', 'second']) {
      const cwd = await makeTenants(tenants);
      const ran = await cxform([...words, '--tenant', tenant, ...json], { cwd });
      alone.push({ code: ran.code, result: onlyJson<object>(ran) });
    }
    const both = await cxform([...words, ...all, ...json], { cwd: await makeTenants(tenants) });
    expect([...alone.map(({ code }) => code), both.code]).toEqual(ends);
    const { formatVersion, tenants: results } = onlyJson<Several>(both);
    expect(formatVersion).toBe(1);
    expect(results.map(({ tenant }) => tenant)).toEqual(['first', 'second']);
    // What a command says of one of several is what it says of it alone, but for time and chance.
    const timeless = (result: object) => JSON.stringify(result).replace(/"(createdAt|run|id)":"[^"]*"/g, '');
    expect(results.map(timeless)).toEqual(
      alone.map(({ result }, index) =>
        timeless({ formatVersion: 1, tenant: ['first', 'second'][index], ...result }),
      ),
    );
  });

  it('tells drift of one of them', async () => {
    const cwd = await makeTenants({ dev: settled, prod: settled });
    expect(await cxform([...applying, ...all], { cwd })).toMatchObject({ code: 0 });
    await writeState(cwd, 'dev', {});
    expect((await cxform(['drift', ...all], { cwd })).code).toBe(2);
    expect((await cxform(['drift', '--tenant', 'prod'], { cwd })).code).toBe(0);
  });

  it('ends with 70 where one of them comes upon a bug, and asks about the others', async () => {
    const once =
      'let n = 0; const real = Date.prototype.toISOString; Date.prototype.toISOString = function () { if (n++ === 0) throw Error("no\\u001b[2J"); return real.call(this); }';
    const env = { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(once)}` };
    const cwd = await makeTenants({ dev: settled, qa: wrong, prod: changing });
    const inJson = await cxform(['plan', ...all, ...json], { cwd, env });
    expect(inJson.code).toBe(70);
    expect(onlyJson<Several>(inJson).tenants).toMatchObject([
      { tenant: 'dev', diagnostics: [{ code: 'BUG' }] },
      { tenant: 'qa', diagnostics: [{ code: 'UNKNOWN_KEY' }] },
      { tenant: 'prod', changes: [{ address: 'Skill/billing' }] },
    ]);
    const inText = await cxform(['plan', ...all], { cwd, env });
    expect(inText.code).toBe(70);
    expect(inText.stderr).toContain('please report it');
    expect(inText.stderr).not.toContain('\u001b');
    expect(inText.stdout).toContain('prod: 1 to create');
  });

  it('puts each under its name in text, what failed on standard error', async () => {
    const cwd = await makeTenants({ dev: changing, qa: wrong, prod: settled });
    const ran = await cxform(['plan', ...all], { cwd });
    const headings = (text: string) => text.split('\n').filter((line) => line.startsWith('=='));
    expect(headings(ran.stdout)).toEqual(['== dev ==', '== prod ==']);
    expect(headings(ran.stderr)).toEqual(['== qa ==']);
    expect(ran.stderr).toMatch(/^== qa ==\nqa\/manifests\.yaml:2:\d+ error /);
    const [, dev = '', prod = ''] = ran.stdout.split(/^== \w+ ==\n/m);
    expect(dev).toBe(`${(await cxform(['plan', '--tenant', 'dev'], { cwd })).stdout}\n`);
    expect(prod).toBe((await cxform(['plan', '--tenant', 'prod'], { cwd })).stdout);
  });

  it('gives --output the whole of it', async () => {
    const cwd = await makeTenants({ dev: changing, qa: wrong, prod: settled });
    const inText = await cxform(['plan', ...all, '--output', 'out.txt'], { cwd });
    expect(inText).toMatchObject({ code: 1, stdout: '' });
    expect(await readFile(join(cwd, 'out.txt'), 'utf8')).toBe(
      (await cxform(['plan', ...all], { cwd })).stdout,
    );
    const inJson = await cxform(['plan', ...all, ...json, '--output', 'out.json'], { cwd });
    expect(inJson).toMatchObject({ code: 1, stdout: '' });
    const written = await readFile(join(cwd, 'out.json'), 'utf8');
    expect(onlyJson<Several>({ stdout: written }).tenants).toHaveLength(3);
  });

  it('is fine with a file of one', async () => {
    const cwd = await makeTenants({ dev: settled });
    const ran = await cxform(['plan', ...all, ...json], { cwd });
    expect(ran.code).toBe(0);
    expect(onlyJson<Several>(ran).tenants.map(({ tenant }) => tenant)).toEqual(['dev']);
  });

  it('names each Tenant in what is drawn, in one document', async () => {
    const cwd = await makeTenants({ dev: settled, prod: settled });
    const mermaid = await cxform(['graph', ...all, '--format', 'mermaid'], { cwd });
    expect(mermaid.stdout.match(/^flowchart/gm)).toHaveLength(1);
    expect(mermaid.stdout).not.toContain('==');
    const dot = await cxform(['graph', ...all, '--format', 'dot'], { cwd });
    for (const { stdout } of [mermaid, dot]) expect(stdout).toMatch(/dev[\s\S]*prod/);
  });

  it('is refused as one where a Tenant of the file is wrong itself', async () => {
    const cwd = await makeTenants({ dev: settled, prod: { spec: { purge: true } } });
    const ran = await cxform(['plan', ...all, ...json], { cwd });
    expect(ran.code).toBe(1);
    expect(refusalCodes(ran)).toEqual(['UNKNOWN_KEY']);
  });

  it.each([['export'], ['adopt', 'Queue/a', 'que_1'], ['compare', 'dev', 'prod']])(
    'is no option of %s',
    async (...words) => {
      const cwd = await makeTenants({ dev: settled, prod: settled });
      const ran = await cxform([...words, ...all, ...json], { cwd });
      expect(ran.code).toBe(1);
      expect(refusalCodes(ran)).toEqual(['USAGE']);
      expect(ran.stderr).toContain('--tenant');
    },
  );
});
