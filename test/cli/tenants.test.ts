import { expect, it } from 'vitest';
import { cxform, onlyJson, refusalCodes } from './cxform.ts';
import { acme, makeProject } from './project.ts';
import { makeTenants } from './several-tenants.ts';

const document = (name: string, spec: string) =>
  `---\napiVersion: cxform/v1\nkind: Tenant\nmetadata: {name: ${name}}\nspec: ${spec}\n`;
const three = {
  'cxform.yaml': [
    document('prod', '{subdomain: acme}'),
    document('dev', '{sandbox: {state: states/dev.json}}'),
    acme.replace('name: acme', 'name: elsewhere'),
  ].join('---\n'),
};

it('tenants lists the Tenants in the order of their file, with where they are', async () => {
  const cwd = await makeProject(three);
  const ran = await cxform(['tenants', '--format', 'json'], { cwd });
  expect(ran).toMatchObject({ code: 0, stderr: '' });
  expect(onlyJson(ran)).toEqual({
    formatVersion: 1,
    tenants: [
      { name: 'prod', source: { file: 'cxform.yaml', line: 2, column: 1 }, subdomain: 'acme' },
      {
        name: 'dev',
        source: { file: 'cxform.yaml', line: 8, column: 1 },
        sandbox: { state: 'states/dev.json' },
      },
      { name: 'elsewhere', source: { file: 'cxform.yaml', line: 13, column: 1 } },
    ],
  });
  const inText = await cxform(['tenants'], { cwd });
  expect(inText.stdout.split('\n').map((line) => line.split(/ {2,}/))).toEqual([
    ['prod', 'acme', 'cxform.yaml:2:1'],
    ['dev', 'sandbox states/dev.json', 'cxform.yaml:8:1'],
    ['elsewhere', '–', 'cxform.yaml:13:1'],
    [''],
  ]);
});

it('tenants lists all of them whichever --tenant names', async () => {
  const cwd = await makeTenants({ dev: {}, prod: {} });
  for (const name of ['dev', 'all']) {
    const ran = await cxform(['tenants', '--tenant', name], { cwd });
    expect(ran.code).toBe(0);
    expect(ran.stdout.split('\n')).toHaveLength(3);
  }
});

it('tenants is exit 1 where one of them is wrong', async () => {
  const cwd = await makeTenants({ dev: {}, prod: { spec: { purge: true } } });
  const ran = await cxform(['tenants', '--format', 'json'], { cwd });
  expect(ran.code).toBe(1);
  expect(refusalCodes(ran)).toEqual(['UNKNOWN_KEY']);
});
