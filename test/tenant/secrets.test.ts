import { inspect } from 'node:util';
import { describe, expect, it, onTestFinished } from 'vitest';
import { ApiError } from '../../src/core/api-error.ts';
import type { Service, ServiceRequest } from '../../src/core/ports.ts';
import { proxySetting } from '../../src/tenant/proxy/proxy-setting.ts';
import { overNetwork } from '../../src/tenant/wire/over-network.ts';
import { connectProxy } from './support/connect-proxy.ts';
import { connectTo, sleepingThrough } from './support/loopback-connection.ts';
import {
  type Answering,
  apiErrorOf,
  baseUrl,
  clientSecret,
  json,
  networkFault,
  queuesPath,
  routing,
  tenantDouble,
} from './support/tenant-double.ts';

const token = 'Tok-5f2c/Secret+Token==';
const proxyPassword = 'pr0xy p@ss';
const path = `${queuesPath}/{id}`;
const params = { id: 'que_1' };
const once = { retry: { attempts: 1, baseDelayMs: 1_000 } };

/** All that was ever secret, in every spelling in which it may come back. */
const secrets = [token, clientSecret, proxyPassword]
  .flatMap((secret) => [
    secret,
    secret.toLowerCase(),
    encodeURIComponent(secret),
    new URLSearchParams([['', secret]]).toString().slice(1),
    JSON.stringify(secret).slice(1, -1).replaceAll('/', '\\/'),
    Buffer.from(`ana:${secret}`).toString('base64'),
  ])
  .flatMap((secret) => [secret, secret.slice(0, -2)]);

/** What a tenant may answer that echoes what it was told: a secret wherever a text can stand. */
function faults(told: string, echo: string): [string, Answering][] {
  const headers = {
    'x-request-id': echo,
    'retry-after': '1',
    location: `/moved/${encodeURIComponent(told)}?secret=${encodeURIComponent(told)}`,
    'www-authenticate': `Bearer ${told}`,
  };
  const errors = { errors: [{ code: told, message: echo }, { message: told }] };
  const redirected = (location: string) => () =>
    new Response(null, { status: 307, headers: { ...headers, location } });
  const lost = (code: string, more = {}) => {
    throw networkFault(code, { message: echo, headers: [echo], ...more });
  };
  return [
    ...[400, 401, 403, 404, 408, 409, 410, 413, 422, 429, 500, 503].flatMap(
      (status): [string, Answering][] => [
        [`${status} as the API says it`, () => json(errors, status, headers)],
        [`${status} as one message`, () => json({ message: echo, code: told }, status, headers)],
        [
          `${status} as the token request says it`,
          () => json({ error: told, error_description: echo }, status),
        ],
        [`${status} as text`, () => new Response(echo, { status, headers })],
      ],
    ),
    ['a 429 for hours', () => json({ message: echo }, 429, { ...headers, 'retry-after': '7200' })],
    ['a redirect to another origin', redirected(`https://x.example/${encodeURIComponent(told)}`)],
    ['a redirect that holds it', redirected(headers.location)],
    ['truncated JSON', () => new Response(`{"id": "${told}`)],
    ['a web page', () => new Response(`<html>${echo}</html>`)],
    ['no UTF-8', () => new Response(new Uint8Array([...Buffer.from(told), 0xff]))],
    ['a page without its list', () => json({ [told]: echo })],
    [
      'the same page again',
      (_seen, calls) => json({ entities: [{ id: told }], nextPageToken: `${told}${calls}` }),
    ],
    ['a page token that comes again', () => json({ entities: [], nextPageToken: told })],
    ['a count that does not fit', () => json({ entities: [{ id: told }], totalCount: 7 })],
    ['a key that reaches a prototype', () => new Response(`{"__proto__": ${JSON.stringify(told)}}`)],
    ['a lost connection', () => lost('ECONNRESET')],
    ['a refused connection', () => lost('ECONNREFUSED', { syscall: 'connect' })],
    ['an unknown host', () => lost('ENOTFOUND', { syscall: 'getaddrinfo' })],
    ['a name service that is down', () => lost('EAI_AGAIN', { syscall: 'getaddrinfo' })],
    ['a certificate that is not trusted', () => lost('SELF_SIGNED_CERT_IN_CHAIN')],
    ['an answer that never comes', () => new Promise<Response>(() => {})],
  ];
}

const echoOf = (...told: readonly string[]) =>
  told.flatMap((one) => [one, encodeURIComponent(one)]).join(' ');
const afterCalls = faults(token, echoOf(token, clientSecret));
const afterSignIn = faults(clientSecret, echoOf(clientSecret));

const write: ServiceRequest = { method: 'POST', path: queuesPath, body: { name: 'Billing' } };

/** Makes every kind of call; the errors in which they ended. */
async function errorsOf(service: Service): Promise<readonly ApiError[]> {
  const calls = [
    () => service.list({ path: queuesPath }),
    () => service.request({ method: 'GET', path, params }),
    () => service.request(write),
    () => service.request({ method: 'PATCH', path, params, body: { version: 3 }, guarded: true }),
    async () => {
      const [batch] = await service.bulk({
        ...write,
        method: 'POST',
        elements: [1],
        sizeMax: 1,
        body: () => ({}),
      });
      if (batch?.error) throw batch.error;
    },
  ];
  const errors: ApiError[] = [];
  for (const call of calls) {
    const thrown = await call().catch((error: unknown) => error);
    if (thrown instanceof Error) errors.push(thrown as ApiError);
  }
  return errors;
}

function expectNothingOf(...shown: readonly unknown[]): void {
  const text = shown
    .flatMap((one) => [inspect(one, { depth: null, showHidden: true, getters: true }), JSON.stringify(one)])
    .join('\n');
  for (const secret of secrets) expect(text).not.toContain(secret);
}

describe('no secret is in an error or in the log', () => {
  it.each(afterCalls)('where the tenant answers calls with %s', async (_what, answer) => {
    const { service, log, calls } = tenantDouble({
      endpoint: { retry: { attempts: 3, baseDelayMs: 1 } },
      answer,
      token: () => json({ access_token: token, expires_in: 3600 }),
    });
    const errors = await errorsOf(service);
    expect(errors.length).toBeGreaterThan(0);
    for (const error of errors) {
      expect(error).toBeInstanceOf(ApiError);
      expect(error.hint).toMatch(/^[A-Z].*[^.]$/);
    }
    expect(calls[0]?.authorization).toBe(`Bearer ${token}`);
    expectNothingOf(errors, log);
  });

  it.each(afterSignIn)('where the token request is answered with %s', async (_what, answer) => {
    const { service, log, calls, tokenRequests } = tenantDouble({
      endpoint: { ...once, tokenUrl: `${baseUrl}/oauth/token` },
      answer: () => json({ entities: [] }),
      token: answer,
    });
    const errors = await errorsOf(service);
    expect(errors.length).toBe(5);
    for (const error of errors) {
      expect(error).toBeInstanceOf(ApiError);
      expect(error.message).toContain('token request');
      expect(error.mayHaveTakenEffect).toBe(false);
    }
    expect(tokenRequests[0]?.body).toContain(JSON.stringify(clientSecret).slice(1, -1));
    expect(calls).toEqual([]);
    expectNothingOf(errors, log);
  });

  it('where the token is the name of the host of a redirect, which has no capitals', async () => {
    const hostly = 'Tok5f2cSecretToken';
    const { service, log } = tenantDouble({
      answer: () => new Response(null, { status: 302, headers: { location: `https://${hostly}.example/` } }),
      token: () => json({ access_token: hostly, expires_in: 3600 }),
    });
    const errors = await errorsOf(service);
    expect(errors.map(({ code }) => code)).toEqual(Array.from({ length: 5 }, () => 'REDIRECT_REFUSED'));
    expect(inspect([errors, log], { depth: null, showHidden: true }).toLowerCase()).not.toContain('5f2c');
  });

  it.each(['a call', 'the token request'])(
    'where %s is answered with tokens that were renewed since',
    async (what) => {
      const old = 'first-Tok/5f2c=';
      const { service, log } = tenantDouble({
        endpoint: once,
        answer: ({ authorization }) =>
          authorization === `Bearer ${old}`
            ? json({ message: echoOf(old) }, 401)
            : json({ message: echoOf(old) }, 400),
        token: (_seen, count) =>
          count > 1 && what !== 'a call'
            ? json({ message: echoOf(old, clientSecret) }, 400)
            : json({ access_token: count === 1 ? old : token, expires_in: 3600 }),
      });
      const error = await apiErrorOf(service.request(write));
      expect(error).toMatchObject({ status: 400 });
      expect(error.message).toContain('***');
      expect(inspect([error, log], { depth: null, showHidden: true })).not.toContain('5f2c');
      expectNothingOf(error, log);
    },
  );

  it('where the tenant answers with the credentials as HTTP Basic has them', async () => {
    const basic = Buffer.from(`cxform-ci:${clientSecret}`).toString('base64');
    const { service } = tenantDouble({
      answer: () => json({}),
      token: () => json({ message: `${basic} ${Buffer.from(clientSecret).toString('base64')}` }, 400),
    });
    const { message } = await apiErrorOf(service.request(write));
    expect(message).toMatch(/: \*\*\*=* \*\*\*=*$/);
  });

  it.each([
    ['HTML', 'Tok&lt;&quot;&amp;&#39;&gt;5f2c'],
    ['HTML with hex', 'Tok&#x3c;&#X22;&#x26;&#x27;&#x3E;5f2c'],
    ['JSON in ASCII within HTML', 'Tok\\u003c&#92;&quot;\\u0026&apos;\\u003E5f2c'],
  ])('where the tenant answers with the token as %s has it', async (_, written) => {
    const hostile = `Tok<"&'>5f2c`;
    const { service, log } = tenantDouble({
      endpoint: once,
      answer: () => json({ code: written, message: `no ${written}.` }, 400, { 'x-request-id': written }),
      token: () => json({ access_token: hostile, expires_in: 3600 }),
    });
    const error = await apiErrorOf(service.request(write));
    expect(error.message).toMatch(/: no \*\*\*\.$/);
    expect(error).toMatchObject({ serverCode: '***', requestId: '***' });
    expect(inspect([error, log], { depth: null, showHidden: true })).not.toContain('5f2c');
  });

  it('where the breaker is open', async () => {
    const { service, log } = tenantDouble({
      answer: () => json({ message: echoOf(token, clientSecret) }, 500),
      token: () => json({ access_token: token, expires_in: 3600 }),
    });
    const errors = [...(await errorsOf(service)), ...(await errorsOf(service))];
    expect(errors.map(({ code }) => code)).toContain('BREAKER_OPEN');
    expectNothingOf(errors, log);
  });

  it.each([407, 502])('where a proxy answers %i', async (status) => {
    const { host } = await connectProxy({ routes: {}, status });
    const url = `http://ana:${encodeURIComponent(proxyPassword)}@${host}`;
    const { proxy } = proxySetting({ HTTPS_PROXY: url }, [routing()]);
    const { send, close } = await overNetwork(proxy);
    onTestFinished(close);
    const { clock, service, log } = connectTo('https://tenant.example', { send });
    const errors = await sleepingThrough(clock, errorsOf(service));
    expect(errors).toHaveLength(5);
    expectNothingOf(errors, log);
  });
});
