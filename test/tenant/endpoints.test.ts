import { describe, expect, it } from 'vitest';
import type { TenantSpec, TextOrIndirect } from '../../src/core/tenant-spec.ts';
import { blockedPorts } from '../../src/tenant/endpoints/blocked-ports.ts';
import { resolveEndpoints } from '../../src/tenant/endpoints/endpoints.ts';
import { tenantSpec } from '../support/tenant-spec.ts';

const source = { file: 'cxform.yaml', line: 1, column: 1 };

const tenant = (overrides: Partial<TenantSpec>): TenantSpec =>
  tenantSpec({
    subdomain: 'acme',
    credentials: { clientId: { env: 'CXONE_CLIENT_ID' }, clientSecret: { env: 'CXONE_CLIENT_SECRET' } },
    ...overrides,
  });

const environment: Record<string, string> = {
  CXONE_CLIENT_ID: 'cxform-ci',
  CXONE_CLIENT_SECRET: 'hush\n',
  LOST_URL: 'hush, put into the wrong variable',
};

const resolveText = (text: TextOrIndirect) => {
  if (typeof text === 'string') return text;
  if ('env' in text) return environment[text.env];
  if (text.file === '/run/refused') throw Object.assign(new Error('refused'), { code: 'EACCES' });
  if (text.file === '/run/broken') throw new TypeError('a bug');
  return undefined;
};

const resolve = (overrides: Partial<TenantSpec>) => resolveEndpoints(tenant(overrides), resolveText);
const codes = (overrides: Partial<TenantSpec>) => resolve(overrides).diagnostics.map(({ code }) => code);
const withRouting = (baseUrl: TextOrIndirect) => ({ endpoints: { routing: { baseUrl } } });

describe('resolveEndpoints', () => {
  it('makes the routing endpoint of a subdomain and credentials alone', () => {
    const { endpoints, diagnostics } = resolve({});
    expect(diagnostics).toEqual([]);
    expect(endpoints).toMatchObject([
      {
        service: 'routing',
        baseUrl: 'https://api.acme.mynicecx.com',
        tokenUrl: 'https://api.acme.mynicecx.com/oauth/token',
        tokenBody: 'json',
        clientId: 'cxform-ci',
        timeoutMs: 30_000,
        requestsPerMinute: 240,
        retry: { attempts: 5, baseDelayMs: 1_000 },
      },
    ]);
    expect([...(endpoints[0]?.scopes ?? [])].sort()).toEqual([
      'routing:queue:read',
      'routing:queue:write',
      'routing:skill:read',
      'routing:skill:write',
      'users:read',
    ]);
    expect(endpoints[0]?.clientSecret.reveal()).toBe('hush');
  });

  it('takes the other services in when the manifest gives their base URL', () => {
    const { endpoints, diagnostics } = resolve({
      endpoints: {
        campaigns: { baseUrl: 'https://api-us-1.cxone.com/' },
        commitments: { baseUrl: 'https://acme.api.nice-incontact.com' },
      },
    });
    expect(diagnostics).toEqual([]);
    expect(
      endpoints.map(({ service, tokenUrl, tokenBody, requestsPerMinute }) => ({
        service,
        tokenUrl,
        tokenBody,
        requestsPerMinute,
      })),
    ).toEqual([
      {
        service: 'routing',
        tokenUrl: 'https://api.acme.mynicecx.com/oauth/token',
        tokenBody: 'json',
        requestsPerMinute: 240,
      },
      {
        service: 'commitments',
        tokenUrl: 'https://api.nice-incontact.com/oauth2/token',
        tokenBody: 'form',
        requestsPerMinute: 240,
      },
      {
        service: 'campaigns',
        tokenUrl: 'https://api-us-1.cxone.com/oauth/token',
        tokenBody: 'json',
        requestsPerMinute: 50,
      },
    ]);
  });

  it('lets the manifest override every default', () => {
    const { endpoints } = resolve({
      endpoints: {
        routing: {
          baseUrl: 'http://127.0.0.1:8080/cxone',
          tokenUrl: 'https://login.acme.example/token',
          tokenBody: 'form',
          scopes: ['users:read'],
          credentials: { clientId: 'other' },
          timeoutMs: 5_000,
          requestsPerMinute: 20,
          retry: { attempts: 2 },
        },
      },
    });
    expect(endpoints[0]).toMatchObject({
      baseUrl: 'http://127.0.0.1:8080/cxone',
      tokenUrl: 'https://login.acme.example/token',
      tokenBody: 'form',
      scopes: ['users:read'],
      clientId: 'other',
      timeoutMs: 5_000,
      requestsPerMinute: 20,
      retry: { attempts: 2, baseDelayMs: 1_000 },
    });
    expect(endpoints[0]?.clientSecret.reveal()).toBe('hush');
  });

  it('reports everything at once, at the Tenant, and leaves the broken services out', () => {
    const { subdomain: _, ...withoutSubdomain } = tenant({
      credentials: { clientId: { env: 'NOT_SET' }, clientSecret: { file: '/run/secret' } },
      endpoints: { campaigns: {} },
    });
    const { endpoints, diagnostics } = resolveEndpoints(withoutSubdomain, resolveText);
    expect(endpoints).toEqual([]);
    expect(diagnostics.map(({ code }) => code).sort()).toEqual([
      'ENDPOINT_MISSING',
      'ENDPOINT_MISSING',
      'ENV_MISSING',
      'FILE_MISSING',
    ]);
    expect(diagnostics.map((diagnostic) => diagnostic.source)).toEqual(diagnostics.map(() => source));
  });

  it('asks for credentials where there are none', () => {
    expect(codes({ credentials: {} })).toEqual(['CREDENTIALS_MISSING']);
    expect(codes({ credentials: { clientId: 'cxform-ci' } })).toEqual(['CREDENTIALS_MISSING']);
  });

  it.each([
    'http://api.acme.mynicecx.com',
    'http://127.0.0.1.acme.example',
    'http://localhost.acme.example',
    'ftp://api.acme.mynicecx.com',
    'https://me:pass@api.acme.mynicecx.com',
    'https://api.acme.mynicecx.com?x=1',
    'https://api.acme.mynicecx.com#top',
    'api.acme.mynicecx.com',
    '',
  ])('refuses the base URL %j', (baseUrl) => {
    expect(codes(withRouting(baseUrl))).toEqual(['BASE_URL_INVALID']);
  });

  it.each(['http://localhost:3000', 'http://127.0.0.1', 'http://[::1]:80', 'https://10.0.0.1'])(
    'accepts the base URL %j',
    (baseUrl) => {
      expect(codes(withRouting(baseUrl))).toEqual([]);
    },
  );

  it('refuses a subdomain that would lead to another host', () => {
    expect(codes({ subdomain: 'acme.example/' })).toEqual(['BASE_URL_INVALID']);
    expect(codes({ subdomain: 'a@acme.example#' })).toEqual(['BASE_URL_INVALID']);
  });

  it('refuses a token URL in the clear', () => {
    const endpoints = { routing: { tokenUrl: 'http://login.acme.example/token' } };
    expect(codes({ endpoints })).toEqual(['TOKEN_URL_INVALID']);
  });

  it('tells a file that cannot be read from one that is not there', () => {
    const reading = (file: string) =>
      resolve({ credentials: { clientId: 'cxform-ci', clientSecret: { file } } }).diagnostics;
    expect(reading('/run/secret')).toMatchObject([{ code: 'FILE_MISSING', source }]);
    expect(reading('/run/refused')).toMatchObject([
      { code: 'FILE_UNREADABLE', source, summary: expect.stringContaining('(EACCES)') },
    ]);
    expect(() => reading('/run/broken')).toThrow('a bug');
  });

  it('refuses a port to which no request can go', async () => {
    for (const port of blockedPorts) {
      const baseUrl = `http://127.0.0.1:${port}`;
      expect(codes(withRouting(baseUrl))).toEqual(['BASE_URL_INVALID']);
      const refused = await fetch(baseUrl).catch((error: TypeError) => error);
      expect(refused).toMatchObject({ cause: { message: 'bad port' } });
    }
    expect(codes({ endpoints: { routing: { tokenUrl: 'https://login.acme.example:25' } } })).toEqual([
      'TOKEN_URL_INVALID',
    ]);
  });

  it('shows no value that came from the environment', () => {
    const { diagnostics } = resolve(withRouting({ env: 'LOST_URL' }));
    expect(diagnostics.map(({ code }) => code)).toEqual(['BASE_URL_INVALID']);
    expect(JSON.stringify(diagnostics)).not.toContain('hush');
  });
});
