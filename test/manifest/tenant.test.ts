import { describe, expect, test } from 'vitest';
import { loadTenant } from '../../src/manifest/tenant.ts';
import { MemoryFiles } from '../support/memory-files.ts';
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
    expect(tenant).toEqual({
      name: 'prod',
      folder: '/home',
      source: { file: 'cxform.yaml', line: 1, column: 1 },
      sources: new Map([['', { file: 'cxform.yaml', line: 1, column: 1 }]]),
      credentials: {},
      endpoints: {},
      manifests: ['/home/manifests'],
      pins: new Map(),
      prune: false,
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
        'pins: {Queue/billing: que_8f3a}',
        'prune: true',
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
      pins: new Map([['Queue/billing', 'que_8f3a']]),
      prune: true,
      guard: { maxDeletes: 2, maxDeletePercent: 30 },
      ledger: { file: '/home/state/prod' },
    });
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
    ['a ledger outside', ['ledger: {file: ../x}'], 'PATH_OUTSIDE 5:18'],
    ['a sandbox outside', ['sandbox: {state: /etc/x}'], 'PATH_OUTSIDE 5:20'],
    ['a request log outside', ['sandbox: {state: x, log: ../x}'], 'PATH_OUTSIDE 5:28'],
    ['a sandbox beside endpoints', ['endpoints: {}', 'sandbox: {state: x}'], 'SANDBOX_WITH_ENDPOINTS 6:12'],
    ['a pin for what is no address', ['pins: {Queue: a}'], 'BAD_ADDRESS 5:17'],
    ['a key of a later version', ['overlays: []'], 'UNKNOWN_KEY 5:3'],
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

  test('two of one name are an error', async () => {
    expect(briefly(await load(`${tenantText('prod')}---\n${tenantText('prod')}`, 'prod'))).toEqual([
      'DUPLICATE_NAME 8:18',
    ]);
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
});
