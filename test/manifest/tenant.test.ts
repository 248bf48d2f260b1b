import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { nodeFiles } from '../../src/host/files.ts';
import { loadTenant, loadTenants } from '../../src/manifest/tenant.ts';
import { MemoryFiles } from '../support/memory-files.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { briefly } from './gadget.ts';

const tenantText = (name: string, ...spec: string[]) =>
  [
    'apiVersion: cxform/v1',
    'kind: Tenant',
    `metadata: {name: ${name}}`,
    spec.length === 0 ? 'spec: {}' : 'spec:',
    ...spec.map((line) => `  ${line}`),
    '',
  ].join('\n');

const load = (text: string, name?: string) =>
  loadTenant({
    files: new MemoryFiles({ '/home/cxform.yaml': text }),
    path: '/home/cxform.yaml',
    ...(name !== undefined && { name }),
  });

describe('a Tenant', () => {
  test('an empty one has the defaults', async () => {
    const { tenant, diagnostics } = await load(tenantText('prod'));
    expect(diagnostics).toEqual([]);
    expect(tenant && { ...tenant, sources: new Map(tenant.sources) }).toEqual({
      name: 'prod',
      folder: '/home',
      source: { file: 'cxform.yaml', line: 1, column: 1 },
      sources: new Map([['', { file: 'cxform.yaml', line: 1, column: 1 }]]),
      credentials: {},
      endpoints: {},
      manifests: ['/home/manifests'],
      overlays: [],
      pins: new Map(),
      prune: false,
      reassign: false,
      checks: new Map(),
      guard: { maxDeletes: 10, maxDeletePercent: 30 },
      ledger: { file: '/home/.cxform/prod' },
    });
  });

  test('everything it can say is read, paths absolute and durations in milliseconds', async () => {
    const { tenant, diagnostics } = await load(
      tenantText(
        'prod',
        'subdomain: acme',
        'orgId: acme',
        'region: eu',
        'area: us-1',
        'credentials: {clientId: {env: ID}, clientSecret: {file: ../secret}}',
        'endpoints:',
        '  routing:',
        '    baseUrl: {env: URL}',
        '    tokenUrl: https://example.test/token',
        '    tokenBody: form',
        '    scopes: [a, b]',
        '    credentials: {clientId: other}',
        '    timeout: 1m30s',
        '    requestsPerMinute: 50',
        '    retry: {attempts: 3, baseDelay: 500ms}',
        'manifests: [a/, b/c.yaml]',
        'overlays: [overlays/all.yaml, ./overlays/../prod.yaml]',
        'pins: {Queue/billing: que_8f3a}',
        'prune: true',
        'reassign: true',
        'checks: {OVERFLOW_DROP: error, SKILL_UNUSED: off, OVERFLOW_LOOP: warning}',
        'guard: {maxDeletes: 2}',
        'ledger: {file: state/prod}',
      ),
    );
    expect(diagnostics).toEqual([]);
    expect(tenant).toMatchObject({
      subdomain: 'acme',
      credentials: { clientId: { env: 'ID' }, clientSecret: { file: '/secret' } },
      endpoints: {
        routing: {
          baseUrl: { env: 'URL' },
          tokenUrl: 'https://example.test/token',
          tokenBody: 'form',
          scopes: ['a', 'b'],
          credentials: { clientId: 'other' },
          timeoutMs: 90_000,
          requestsPerMinute: 50,
          retry: { attempts: 3, baseDelayMs: 500 },
        },
      },
      manifests: ['/home/a', '/home/b/c.yaml'],
      overlays: ['/home/overlays/all.yaml', '/home/prod.yaml'],
      pins: new Map([['Queue/billing', 'que_8f3a']]),
      prune: true,
      reassign: true,
      checks: new Map([
        ['OVERFLOW_DROP', 'error'],
        ['SKILL_UNUSED', 'off'],
        ['OVERFLOW_LOOP', 'warning'],
      ]),
      guard: { maxDeletes: 2, maxDeletePercent: 30 },
      ledger: { file: '/home/state/prod' },
    });
    expect(tenant?.sources.get('/overlays/1')).toMatchObject({ file: 'cxform.yaml' });
  });

  test("a sandbox's files are inside the folder", async () => {
    const { tenant } = await load(
      tenantText('prod', 'sandbox: {state: tenant.json, log: log/requests.jsonl}'),
    );
    expect(tenant?.sandbox).toEqual({ state: '/home/tenant.json', log: '/home/log/requests.jsonl' });
  });

  test.each([
    ['a folder above', ['manifests: [ok/, ../x]'], 'PATH_OUTSIDE 5:20'],
    ['a folder above by a detour', ['manifests: [a/../../x]'], 'PATH_OUTSIDE 5:15'],
    ['an absolute folder', ['manifests: [/etc]'], 'PATH_OUTSIDE 5:15'],
    ['an absolute Windows folder', ['manifests: ["C:\\\\x"]'], 'PATH_OUTSIDE 5:15'],
    ['an overlay outside', ['overlays: [a.yaml, ../b.yaml]'], 'PATH_OUTSIDE 5:22'],
    ['an overlay that is no list', ['overlays: a.yaml'], 'WRONG_TYPE 5:13'],
    ['a severity that is none', ['checks: {SKILL_UNUSED: info}'], 'NOT_ALLOWED_VALUE 5:26'],
    ['a severity that is no text', ['checks: {SKILL_UNUSED: false}'], 'WRONG_TYPE 5:26'],
    ['a reassignment that is no yes or no', ['reassign: sometimes'], 'WRONG_TYPE 5:13'],
    ['a ledger outside', ['ledger: {file: ../x}'], 'PATH_OUTSIDE 5:18'],
    ['a sandbox outside', ['sandbox: {state: /etc/x}'], 'PATH_OUTSIDE 5:20'],
    ['a request log outside', ['sandbox: {state: x, log: ../x}'], 'PATH_OUTSIDE 5:28'],
    ['a sandbox beside endpoints', ['endpoints: {}', 'sandbox: {state: x}'], 'SANDBOX_WITH_ENDPOINTS 6:12'],
    ['a pin for what is no address', ['pins: {Queue: a}'], 'BAD_ADDRESS 5:17'],
    ['a key of a later version', ['coverage: {}'], 'UNKNOWN_KEY 5:3'],
    ['a service that there is not', ['endpoints: {routng: {}}'], 'UNKNOWN_KEY 5:15'],
    ['a subdomain that would name another host', ['subdomain: evil.example/#'], 'NOT_ALLOWED_VALUE 5:14'],
    ['more than a hundred percent', ['guard: {maxDeletePercent: 101}'], 'OUT_OF_RANGE 5:29'],
    ['a bare timeout', ['endpoints: {routing: {timeout: 30}}'], 'BAD_DURATION 5:34'],
    ['a base URL that is no text', ['endpoints: {routing: {baseUrl: 5}}'], 'WRONG_TYPE 5:34'],
  ])('%s is an error', async (_, spec, expected) => {
    const loaded = await load(tenantText('prod', ...spec));
    expect(briefly(loaded)).toEqual([expected]);
    expect(loaded.tenant).toBeUndefined();
    expect(loaded.diagnostics[0]?.address).toBe('Tenant/prod');
  });
});

describe('a secret in plain text', () => {
  const secret = 'hunter2';

  test.each([
    ['as the secret', `credentials: {clientSecret: ${secret}}`, 'LITERAL_SECRET'],
    [
      "as a service's secret",
      `endpoints: {routing: {credentials: {clientSecret: ${secret}}}}`,
      'LITERAL_SECRET',
    ],
    ['as the credentials', `credentials: ${secret}`, 'LITERAL_SECRET'],
    ['under a misspelt key', `credentials: {clientSecrt: ${secret}}`, 'UNKNOWN_KEY'],
    ['without a space', `credentials: {clientSecret:${secret}}`, 'UNKNOWN_KEY'],
    ['as a key', `credentials: {clientSecret: {${secret}: 1}}`, 'WRONG_TYPE'],
    ['beside an alternative', `credentials: {clientSecret: {env: A, value: ${secret}}}`, 'WRONG_TYPE'],
    ['as a client that is a list', `credentials: {clientId: [${secret}]}`, 'WRONG_TYPE'],
    ['behind an exclamation mark', `credentials: {clientSecret: !${secret}}`, 'UNKNOWN_TAG'],
    ['behind an asterisk', `credentials: {clientSecret: *${secret}}`, 'UNKNOWN_ALIAS'],
    ['without its closing quote', `credentials: {clientSecret: "${secret}`, 'YAML_SYNTAX'],
    ['behind an at sign', `credentials: {clientSecret: @${secret}}`, 'YAML_SYNTAX'],
    ['after a closing quote', `credentials: {clientSecret: "x" ${secret}}`, 'YAML_SYNTAX'],
  ])('%s is an error that does not show it', async (_, line, code) => {
    const { tenant, diagnostics } = await load(tenantText('prod', line));
    expect(tenant).toBeUndefined();
    expect(diagnostics.map((diagnostic) => diagnostic.code)).toContain(code);
    expect(JSON.stringify(diagnostics)).not.toContain(secret);
  });

  test('a number is one too, whatever else is wrong with it', async () => {
    const { diagnostics } = await load(tenantText('prod', 'credentials: {clientSecret: 0123456}'));
    expect(diagnostics.map(({ code }) => code)).toContain('LITERAL_SECRET');
    expect(JSON.stringify(diagnostics)).not.toContain('123456');
  });
});

describe('a file with several Tenants', () => {
  const file = `${tenantText('prod')}---\n${tenantText('test', 'prune: true')}`;

  test('the name chooses', async () => {
    const { tenant, diagnostics } = await load(file, 'test');
    expect(diagnostics).toEqual([]);
    expect(tenant).toMatchObject({ name: 'test', prune: true });
  });

  test('without a name none is chosen, and the names are listed', async () => {
    const loaded = await load(file);
    expect(briefly(loaded)).toEqual(['TENANT_AMBIGUOUS 1:1']);
    expect(loaded.diagnostics[0]?.summary).toContain('prod, test');
    expect(loaded.tenant).toBeUndefined();
  });

  test('a name that is nearly one is suggested', async () => {
    const { tenant, diagnostics } = await load(file, 'prd');
    expect(tenant).toBeUndefined();
    expect(diagnostics).toMatchObject([{ code: 'TENANT_NOT_FOUND', hint: 'Did you mean prod?' }]);
  });

  test('what is wrong with the others is reported too', async () => {
    const { tenant, diagnostics } = await load(
      `${tenantText('prod')}---\n${tenantText('test', 'purne: true')}`,
      'prod',
    );
    expect(tenant?.name).toBe('prod');
    expect(diagnostics.map(({ code, address }) => [code, address])).toEqual([['UNKNOWN_KEY', 'Tenant/test']]);
  });

  test('two on one ledger are an error, even where one has it by default', async () => {
    const loaded = await load(
      `${tenantText('prod')}---\n${tenantText('test', 'ledger: {file: x/../.cxform/prod}')}`,
      'prod',
    );
    expect(briefly(loaded)).toEqual(['LEDGER_SHARED 6:1']);
  });

  test.each(['x', './x', 'y/../x', 'x/'])(
    'two on one sandbox are an error, also one that is spelt %s',
    async (state) => {
      const loaded = await load(
        `${tenantText('prod', 'sandbox: {state: x}')}---\n${tenantText('test', `sandbox: {state: ${state}}`)}`,
        'prod',
      );
      expect(briefly(loaded)).toEqual(['SANDBOX_SHARED 11:20']);
      expect(loaded.diagnostics[0]?.detail).toContain('cxform.yaml:5:20');
    },
  );

  test('each with a sandbox of its own is no error', async () => {
    const text = `${tenantText('prod', 'sandbox: {state: x}')}---\n${tenantText('test', 'sandbox: {state: y}')}`;
    expect((await load(text, 'prod')).diagnostics).toEqual([]);
  });

  test.each(['.cxform/prod/', './.cxform/prod', '.cxform//prod'])(
    'a ledger that is spelt %s is the same one',
    async (file) => {
      const loaded = await load(
        `${tenantText('prod')}---\n${tenantText('test', `ledger: {file: ${file}}`)}`,
        'prod',
      );
      expect(briefly(loaded)).toEqual(['LEDGER_SHARED 6:1']);
    },
  );

  test('of three on one ledger each later one is told of the first', async () => {
    const texts = ['a', 'b', 'c'].map((name) => tenantText(name, 'ledger: {file: x}'));
    const loaded = await load(texts.join('---\n'), 'a');
    expect(briefly(loaded)).toEqual(['LEDGER_SHARED 7:1', 'LEDGER_SHARED 13:1']);
    expect(loaded.diagnostics.map(({ summary }) => summary.includes('a and'))).toEqual([true, true]);
  });

  test('ledgers and sandboxes that a link makes one are one, though they are not there yet', async () => {
    const folder = await tempFolder();
    const path = join(folder, 'cxform.yaml');
    const spec = (where: string) => [
      `ledger: {file: ${where}/ledger}`,
      `sandbox: {state: ${where}/deep/state.json}`,
    ];
    await writeFile(
      path,
      `${tenantText('prod', ...spec('real'))}---\n${tenantText('test', ...spec('link'))}`,
    );
    await mkdir(join(folder, 'real'));
    await symlink('real', join(folder, 'link'));
    const { diagnostics } = await loadTenants({ files: nodeFiles, path });
    expect(diagnostics.map(({ code }) => code)).toEqual(['LEDGER_SHARED', 'SANDBOX_SHARED']);
  });

  test('a place that the system does not let us look at is where it says', async () => {
    const refused = Object.assign(new Error('refused'), { code: 'EACCES' });
    const files = Object.assign(new MemoryFiles({ '/home/cxform.yaml': file }), {
      realPath: () => Promise.reject(refused),
    });
    expect((await loadTenants({ files, path: '/home/cxform.yaml' })).diagnostics).toEqual([]);
  });

  test('two of one name are an error', async () => {
    expect(briefly(await load(`${tenantText('prod')}---\n${tenantText('prod')}`, 'prod'))).toEqual([
      'DUPLICATE_NAME 8:18',
    ]);
  });
});

describe('all Tenants of a file', () => {
  const loadAll = (text: string) =>
    loadTenants({ files: new MemoryFiles({ '/home/cxform.yaml': text }), path: '/home/cxform.yaml' });

  test('they come in the order of the file', async () => {
    const { tenants, names, diagnostics } = await loadAll(
      `${tenantText('prod')}---\n${tenantText('dev', 'prune: true')}`,
    );
    expect(diagnostics).toEqual([]);
    expect(names).toEqual(['prod', 'dev']);
    expect(tenants.map(({ name, prune }) => [name, prune])).toEqual([
      ['prod', false],
      ['dev', true],
    ]);
  });

  test('one with which something is wrong is named only', async () => {
    const loaded = await loadAll(
      [tenantText('prod'), tenantText('test', 'purne: true'), tenantText('dev', 'manifests: [../x]')].join(
        '---\n',
      ),
    );
    expect(loaded.names).toEqual(['prod', 'test', 'dev']);
    expect(loaded.tenants.map(({ name }) => name)).toEqual(['prod']);
    expect(briefly(loaded)).toEqual(['UNKNOWN_KEY 10:3', 'PATH_OUTSIDE 16:15']);
  });

  test('of two of one name the first counts', async () => {
    const loaded = await loadAll(`${tenantText('prod')}---\n${tenantText('prod', 'prune: true')}`);
    expect(loaded.names).toEqual(['prod']);
    expect(loaded.tenants.map(({ prune }) => prune)).toEqual([false]);
    expect(briefly(loaded)).toEqual(['DUPLICATE_NAME 8:18']);
  });

  test('none is named all, which means every one', async () => {
    expect(briefly(await loadAll(tenantText('all')))).toEqual(['TENANT_NAME_RESERVED 3:18']);
  });

  test('a single one is all', async () => {
    const { tenants, diagnostics } = await loadAll(tenantText('prod'));
    expect(diagnostics).toEqual([]);
    expect(tenants).toHaveLength(1);
  });

  test.each([
    ['# nothing', ['TENANT_NOT_FOUND 1:1']],
    [tenantText('Prod'), ['BAD_NAME 3:18']],
  ])('of a file that declares none there are none: %j', async (text, expected) => {
    const loaded = await loadAll(text);
    expect(briefly(loaded)).toEqual(expected);
    expect(loaded).toMatchObject({ tenants: [], names: [] });
  });

  test('a file that is not there is an error', async () => {
    const loaded = await loadTenants({ files: new MemoryFiles(), path: '/home/cxform.yaml' });
    expect(briefly(loaded)).toEqual(['FILE_UNREADABLE 1:1']);
  });
});

describe('a file without a Tenant', () => {
  test('an empty one says so', async () => {
    expect(briefly(await load('# nothing'))).toEqual(['TENANT_NOT_FOUND 1:1']);
  });

  test('one that cannot be parsed says only that', async () => {
    const { diagnostics } = await load('a: "');
    expect(new Set(diagnostics.map(({ code }) => code))).toEqual(new Set(['YAML_SYNTAX']));
  });

  test('a manifest of another kind is not passed over', async () => {
    const loaded = await load(`${tenantText('prod')}---\n${tenantText('a').replace('Tenant', 'Queue')}`);
    expect(briefly(loaded)).toEqual(['UNKNOWN_KIND 7:7']);
    expect(loaded.tenant?.name).toBe('prod');
  });

  test('a file that is not there is an error', async () => {
    const loaded = await loadTenant({ files: new MemoryFiles(), path: '/home/cxform.yaml' });
    expect(briefly(loaded)).toEqual(['FILE_UNREADABLE 1:1']);
  });

  test('an Overlay is told where it belongs', async () => {
    const overlay = 'apiVersion: cxform/v1\nkind: Overlay\nmetadata: {name: a}\nspec: []\n';
    const loaded = await load(`${tenantText('prod')}---\n${overlay}`);
    expect(briefly(loaded)).toEqual(['UNKNOWN_KIND 7:7']);
    expect(loaded.diagnostics[0]?.hint).toContain('spec.overlays');
  });

  test('a Tenant has no object, so that nothing of it is protected', async () => {
    const loaded = await load(tenantText('prod').replace('{name: prod}', '{name: prod, protect: true}'));
    expect(briefly(loaded)).toEqual(['UNKNOWN_KEY 3:24']);
  });
});
