import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { json } from 'node:stream/consumers';
import { expect, it, onTestFinished } from 'vitest';
import { tempFolder } from '../support/temp-folder.ts';
import { cxform } from './cxform.ts';
import { manifest, manifests, writeFiles } from './project.ts';

interface Tenant {
  readonly url: string;
  /** What requests were authorised by: tokens, and the secret that was given for them. */
  readonly shown: Set<string>;
}

/** A tenant that holds nothing, gives out one token, and makes ids with its name in them. */
async function startNamed(name: string): Promise<Tenant> {
  const shown = new Set<string>();
  let created = 0;
  const server = createServer(async (request, response) => {
    const answer = (status: number, body: object) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    if (request.url === '/oauth/token') {
      shown.add(String((await bodyOf(request)).client_secret));
      return answer(200, { access_token: `token-of-${name}`, expires_in: 3600 });
    }
    shown.add(String(request.headers.authorization));
    if (request.method === 'GET') return answer(200, { entities: [] });
    return answer(201, { id: `${name}-${++created}`, version: 1, ...(await bodyOf(request)) });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, shown };
}

const bodyOf = async (request: IncomingMessage) => (await json(request)) as Readonly<Record<string, unknown>>;

it('two tenants of one file never share tokens, secrets, ids or ledgers', async () => {
  const names = ['dev', 'prod'] as const;
  const tenants = { dev: await startNamed('dev'), prod: await startNamed('prod') };
  const cwd = await tempFolder();
  const documents = names.map((name) =>
    manifest('Tenant', name, {
      credentials: { clientId: 'cxform', clientSecret: { env: `SECRET_OF_${name.toUpperCase()}` } },
      endpoints: { routing: { baseUrl: tenants[name].url } },
      checks: { SKILL_UNUSED: 'off' },
    }),
  );
  await writeFiles(cwd, {
    'cxform.yaml': manifests(...documents),
    'manifests/all.yaml': manifests(manifest('Skill', 'a'), manifest('Skill', 'b')),
  });
  const env = { SECRET_OF_DEV: 'secret-of-dev', SECRET_OF_PROD: 'secret-of-prod' };
  const { code } = await cxform(['apply', '--tenant', 'all', '--auto-approve'], { cwd, env });
  expect(code).toBe(0);
  for (const name of names) {
    expect(tenants[name].shown).toEqual(new Set([`secret-of-${name}`, `Bearer token-of-${name}`]));
    const journal = await readFile(join(cwd, `.cxform/${name}/journal.jsonl`), 'utf8');
    expect(new Set(journal.match(/"id":"[a-z]+/g))).toEqual(new Set([`"id":"${name}`]));
  }
});
