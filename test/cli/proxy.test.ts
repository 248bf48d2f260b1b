import { type AddressInfo, connect } from 'node:net';
import { join } from 'node:path';
import { createServer } from 'node:tls';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type LoopbackTenant, startTenant } from '../support/loopback-tenant.ts';
import { type Certificates, certificatesFor } from '../tenant/support/certificates.ts';
import { type ConnectProxy, connectProxy } from '../tenant/support/connect-proxy.ts';
import { cxform, onlyJson, refusalCodes } from './cxform.ts';
import { makeProject, manifest, manifests } from './project.ts';

interface Company {
  readonly folder: string;
  readonly tenant: LoopbackTenant;
  readonly proxy: ConnectProxy;
  /** Of the tenant behind TLS, on this machine. */
  readonly port: number;
  readonly env: Readonly<Record<string, string>>;
}

const password = 's3cr3t-proxy';

/** A company: its tenant at https://tenant.example is reached through its proxy, and signed by its own authority. */
async function company(): Promise<Company> {
  const certificates = await certificatesFor('tenant.example', '127.0.0.1');
  const tenant = await startTenant({ queues: [] });
  const port = await tlsBefore(tenant, certificates);
  const routes = { 'tenant.example:443': port };
  const proxy = await connectProxy({ routes, credentials: `ana:${password}` });
  const folder = await makeProject({
    'manifests/skills.yaml': manifests(manifest('Skill', 'spanish')),
    'ca.pem': certificates.ca,
  });
  const env = {
    ...tenant.env,
    CXONE_ROUTING_URL: 'https://tenant.example',
    HTTPS_PROXY: `http://ana:${password}@${proxy.host}`,
    NODE_EXTRA_CA_CERTS: join(folder, 'ca.pem'),
  };
  return { folder, tenant, proxy, port, env };
}

/** Ends TLS before a tenant that speaks plain HTTP; the port. */
async function tlsBefore(tenant: LoopbackTenant, certificates: Certificates): Promise<number> {
  const server = createServer(certificates, (socket) => {
    const upstream = connect(Number(new URL(tenant.origin).port), '127.0.0.1');
    socket.on('error', () => upstream.destroy());
    upstream.on('error', () => socket.destroy());
    socket.pipe(upstream).pipe(socket);
  });
  server.on('tlsClientError', () => {});
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return (server.address() as AddressInfo).port;
}

interface Refused {
  readonly diagnostics: readonly { readonly summary: string; readonly hint?: string }[];
}

const plan = ['plan', '--format', 'json'];

describe('behind a company proxy', () => {
  it('a plan and an apply go through it, and it sees neither token nor secret nor what is written', async () => {
    const { folder, tenant, proxy, env } = await company();
    const ran = await cxform(['apply', '--auto-approve', '--verbose'], { cwd: folder, env });
    expect(ran).toMatchObject({ code: 0 });
    expect((await tenant.skills()).map(({ name }) => name)).toEqual(['spanish']);
    expect(new Set(proxy.lines)).toEqual(new Set(['CONNECT tenant.example:443']));
    expect(proxy.seen().length).toBeGreaterThan(0);
    for (const plain of ['Bearer', 'client_secret', 'spanish']) expect(proxy.seen()).not.toContain(plain);
    expect(ran.stdout + ran.stderr).not.toContain(password);
  });

  it('a wrong password is told with the proxy, not with the password', async () => {
    const { folder, tenant, proxy, env } = await company();
    const wrong = { ...env, HTTPS_PROXY: `http://ana:wr0ng-one@${proxy.host}` };
    const ran = await cxform([...plan, '--verbose'], { cwd: folder, env: wrong });
    expect(ran.code).toBe(1);
    expect(refusalCodes(ran)).toEqual(['API_CONNECTION_FAILED']);
    const [{ summary } = { summary: '' }] = onlyJson<Refused>(ran).diagnostics;
    expect(summary).toContain(`the proxy ${proxy.host} of HTTPS_PROXY`);
    expect(ran.stdout + ran.stderr).not.toContain('wr0ng-one');
    expect(tenant.calls).toEqual([]);
  });

  it.each(['HTTPS_PROXY', 'https_proxy'])(
    'a %s that is no URL is told, and nothing is sent',
    async (variable) => {
      const { folder, tenant, env } = await company();
      const broken = { ...env, HTTPS_PROXY: '', [variable]: 'http://ana:wr0ng-one@:none' };
      const ran = await cxform(plan, { cwd: folder, env: broken });
      expect(ran.code).toBe(1);
      expect(refusalCodes(ran)).toEqual(['PROXY_INVALID']);
      expect(ran.stdout + ran.stderr).not.toContain('wr0ng-one');
      expect(tenant.calls).toEqual([]);
    },
  );

  it('a tenant on this machine is reached without it', async () => {
    const { folder, tenant, proxy, env } = await company();
    const ran = await cxform(plan, { cwd: folder, env: { ...env, CXONE_ROUTING_URL: tenant.origin } });
    expect(ran.code).toBe(0);
    expect(proxy.lines).toEqual([]);
  });
});

describe('a certificate of the company itself', () => {
  it.each([
    ['directly', true],
    ['through the proxy', false],
  ])('is trusted %s by NODE_EXTRA_CA_CERTS, and told with it otherwise', async (_how, isDirect) => {
    const { folder, tenant, port, env } = await company();
    const way = isDirect ? { ...env, CXONE_ROUTING_URL: `https://127.0.0.1:${port}` } : env;
    const { NODE_EXTRA_CA_CERTS: _without, ...untrusting } = way;
    const refused = await cxform(plan, { cwd: folder, env: untrusting });
    expect(refused.code).toBe(1);
    expect(refusalCodes(refused)).toEqual(['API_CONNECTION_FAILED']);
    const [{ summary, hint } = { summary: '', hint: '' }] = onlyJson<Refused>(refused).diagnostics;
    expect(summary).toContain('is not trusted');
    expect(hint).toContain('NODE_EXTRA_CA_CERTS');
    expect(tenant.calls).toEqual([]);

    expect((await cxform(plan, { cwd: folder, env: way })).code).toBe(0);
    expect(tenant.calls.length).toBeGreaterThan(0);
  });
});
