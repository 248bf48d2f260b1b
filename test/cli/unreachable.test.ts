import { type AddressInfo, createServer } from 'node:net';
import { describe, expect, it } from 'vitest';
import { startTenant } from '../support/loopback-tenant.ts';
import { cxform, refusalCodes } from './cxform.ts';
import { makeProject, manifest } from './project.ts';

const skill = { 'manifests/skill.yaml': manifest('Skill', 'billing') };
const commands = [['plan'], ['apply', '--auto-approve'], ['drift']];
const secret = 'correct-horse-battery-staple';
const signIn = { CXONE_CLIENT_ID: 'someone', CXONE_CLIENT_SECRET: secret };

/** A port that was just free, with nobody behind it. */
async function closedPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Runs every command that needs the tenant, in both formats; none may show the secret. */
async function refusals(env: Readonly<Record<string, string>>): Promise<readonly (readonly string[])[]> {
  const cwd = await makeProject(skill);
  const codes: (readonly string[])[] = [];
  for (const words of commands) {
    const inJson = await cxform([...words, '--format', 'json'], { cwd, env });
    const inText = await cxform(words, { cwd, env });
    expect([inJson.code, inText.code, inText.stdout]).toEqual([1, 1, '']);
    const found = refusalCodes(inJson);
    for (const code of found) expect(inText.stderr).toContain(code);
    expect(inJson.stdout + inJson.stderr + inText.stderr).not.toContain(secret);
    codes.push(found);
  }
  return codes;
}

describe('a tenant that cannot be read', () => {
  it('is exit 1 where nobody listens', async () => {
    const url = `http://127.0.0.1:${await closedPort()}`;
    for (const codes of await refusals({ ...signIn, CXONE_ROUTING_URL: url })) {
      expect(new Set(codes)).toEqual(new Set(['API_CONNECTION_FAILED']));
    }
  });

  it('is exit 1 where the credentials are wrong, and no list is read', async () => {
    const tenant = await startTenant();
    for (const codes of await refusals({ ...tenant.env, ...signIn })) {
      expect(new Set(codes)).toEqual(new Set(['API_UNAUTHORIZED']));
    }
    expect(new Set(tenant.calls.map(({ path }) => path))).toEqual(new Set(['/oauth/token']));
  });

  it('is exit 1 where one list fails, with nothing written', async () => {
    const tenant = await startTenant({
      intercept: async ({ path }, serve) =>
        path.includes('/skills') ? new Response('down for maintenance', { status: 503 }) : serve(),
    });
    for (const codes of await refusals(tenant.env)) expect(codes).toEqual(['API_SERVER_ERROR']);
    expect(tenant.writes).toEqual([]);
  });

  it('is exit 1 where an answer is no list', async () => {
    const tenant = await startTenant({
      intercept: async ({ path }, serve) =>
        path.includes('/skills') ? Response.json({ skills: [] }) : serve(),
    });
    for (const codes of await refusals(tenant.env)) expect(codes).toEqual(['API_UNREADABLE']);
    expect(tenant.writes).toEqual([]);
  });
});

describe('an endpoint that is not set up', () => {
  it.each([
    [
      'a variable of the environment is missing',
      { CXONE_CLIENT_ID: 'me', CXONE_CLIENT_SECRET: secret },
      'ENV_MISSING',
    ],
    ['the base URL is none', { ...signIn, CXONE_ROUTING_URL: 'routing' }, 'BASE_URL_INVALID'],
    [
      'the base URL is not encrypted',
      { ...signIn, CXONE_ROUTING_URL: 'http://example.com' },
      'BASE_URL_INVALID',
    ],
  ])('is exit 1 where %s', async (_, env, code) => {
    for (const codes of await refusals(env)) expect(codes).toEqual([code]);
  });
});
