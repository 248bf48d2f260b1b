import { HttpResponse, http } from 'msw';
import { describe, expect, it } from 'vitest';
import type { ServiceRequest } from '../../src/core/ports.ts';
import { interceptedTenant } from './support/intercepted-tenant.ts';
import { create, list, read } from './support/queue-calls.ts';
import { apiErrorOf, baseUrl, clientSecret, queuesPath, tenantDouble } from './support/tenant-double.ts';

const url = `${baseUrl}${queuesPath}`;
const token = 'tok-5f2c/secret+token';

const { server, connection, log } = interceptedTenant(token);
const service = () => connection().service('routing');

describe('an error answer', () => {
  it.each<[string, string, string, string | undefined]>([
    [
      'errors',
      '{"errors":[{"code":"in_use","message":"used by Q1"},{"code":"x","message":"and Q2"}]}',
      'used by Q1; and Q2',
      'in_use',
    ],
    ['a message', '{"message":"used by Q1"}', 'used by Q1', undefined],
    ['a message and a code', '{"message":"used by Q1","code":"in_use"}', 'used by Q1', 'in_use'],
    ['text', 'used by Q1', 'used by Q1', undefined],
    ['a web page', '<html><body>Conflict</body></html>', 'a web page', undefined],
    ['errors of no known form', '{"errors":"many"}', '409', undefined],
  ])('is told from its body as %s', async (_what, body, said, serverCode) => {
    server.use(
      http.post(url, () => new HttpResponse(body, { status: 409, headers: { 'x-request-id': 'req-7' } })),
    );
    const error = await apiErrorOf(service().request(create));
    expect(error).toMatchObject({ code: 'CONFLICT', status: 409, service: 'routing', requestId: 'req-7' });
    expect(error.serverCode).toBe(serverCode);
    expect(error.message).toMatch(new RegExp(`^routing: POST ${queuesPath} .*${said}$`));
  });

  it('is cut to 500 characters, and never inside one', async () => {
    const message = `${'x'.repeat(499)}\u{1F4DE}and more`;
    server.use(http.post(url, () => HttpResponse.json({ message }, { status: 400 })));
    const error = await apiErrorOf(service().request(create));
    expect(error.message.endsWith(`: ${'x'.repeat(499)}`)).toBe(true);
  });

  it('gives nothing away of a token or a secret that the tenant echoes', async () => {
    const echo = `${token} ${clientSecret} ${encodeURIComponent(token)}`;
    server.use(
      http.post(url, () =>
        HttpResponse.json(
          { errors: [{ code: token, message: echo }] },
          { status: 500, headers: { 'x-request-id': token } },
        ),
      ),
    );
    const error = await apiErrorOf(service().request(create));
    const shown = JSON.stringify([error, error.message, error.stack, log()]);
    expect(error.message).toContain('*** *** ***');
    for (const secret of [token, clientSecret, encodeURIComponent(token)])
      expect(shown).not.toContain(secret);
  });

  it.each([
    ['as it is', token],
    ['as a URL has it', encodeURIComponent(token)],
    ['as a form has it', new URLSearchParams([['', clientSecret]]).toString().slice(1)],
    ['as JSON may have it', token.replaceAll('/', '\\/')],
  ])('does not show the head of a secret that is cut, echoed %s', async (_how, echoed) => {
    const cutAt = (length: number) => `${'x'.repeat(length - 4)}${echoed}`;
    for (const body of [
      JSON.stringify({ errors: [{ code: cutAt(100), message: cutAt(500) }] }),
      cutAt(500),
    ]) {
      const headers = { 'x-request-id': cutAt(200) };
      server.use(http.post(url, () => new HttpResponse(body, { status: 500, headers })));
      const error = await apiErrorOf(service().request(create));
      const heads = JSON.stringify([error, error.message]).match(/x{20,}[^x\s"]*/g) ?? [];
      expect(heads.length).toBeGreaterThanOrEqual(2);
      expect(heads.filter((head) => !/^x+\**$/.test(head))).toEqual([]);
    }
  });

  it('of 403 names service, host, scopes and the causes', async () => {
    server.use(http.post(url, () => HttpResponse.json({ message: 'no' }, { status: 403 })));
    const error = await apiErrorOf(service().request(create));
    expect(error).toMatchObject({ code: 'FORBIDDEN', status: 403, retryable: false });
    expect(error.hint).toContain('routing at api.acme.mynicecx.com');
    expect(error.hint).toContain('routing:queue:read routing:queue:write');
    expect(error.hint).toContain('a scope is missing');
  });

  it.each([
    ['campaigns', 401, 'confidential'],
    ['workforce', 401, 'wfm:*'],
    ['campaigns', 403, 'Outbound Campaign'],
    ['commitments', 403, 'WFM > Schedules > Publish'],
    ['scheduling', 403, 'API access is disabled'],
    ['workforce', 403, 'not licensed'],
    ['of-another-family', 403, 'a scope is missing'],
  ])('of %s with %i gives the causes that only this service knows', async (name, status, cause) => {
    const double = tenantDouble({
      endpoint: { service: name },
      answer: () => new Response('{"message":"no"}', { status }),
    });
    const { hint } = await apiErrorOf(double.service.request(read));
    expect(hint).toContain(`${name} at `);
    expect(hint).toContain(cause);
  });

  const notFound = JSON.stringify({ errors: [{ code: 'not_found', message: 'no such queue' }] });
  const unspecific: [string, string][] = [
    ['no body', ''],
    ['a web page', '<html>nginx</html>'],
    ['text', 'default backend - 404'],
    ['the message of a gateway', '{"message":"no Route matched with those values"}'],
    ['JSON of another server', '{"path":"/"}'],
    ['errors without a code', '{"errors":[{"message":"no such thing"}]}'],
    ['errors without a message', '{"errors":[{"code":"not_found"}]}'],
    ['no errors', '{"errors":[]}'],
  ];
  const remove: ServiceRequest = { ...read, method: 'DELETE', guarded: true };

  it.each([404, 410])(
    'of %i for one object in the form of the API is absence, and nothing else is',
    async (status) => {
      for (const request of [read, remove]) {
        server.use(http.all(`${url}/que_1`, () => new HttpResponse(notFound, { status })));
        expect(await apiErrorOf(service().request(request))).toMatchObject({ code: 'NOT_FOUND', status });
        for (const [, body] of unspecific) {
          server.use(http.all(`${url}/que_1`, () => new HttpResponse(body, { status })));
          expect(await apiErrorOf(service().request(request))).toMatchObject({
            code: 'HOST_UNKNOWN',
            status,
          });
        }
      }
    },
  );

  it.each([...unspecific, ['the form of the API', notFound]])(
    'of 404 for a list, or for a path without an id, is a wrong host with %s',
    async (_what, body) => {
      server.use(http.all(url, () => new HttpResponse(body, { status: 404 })));
      const error = await apiErrorOf(service().list(list));
      expect(error).toMatchObject({ code: 'HOST_UNKNOWN', status: 404, retryable: false });
      expect(error.hint).toContain('spec.endpoints.routing.baseUrl');
      for (const request of [list, create]) {
        expect(await apiErrorOf(service().request(request))).toMatchObject({
          code: 'HOST_UNKNOWN',
          mayHaveTakenEffect: false,
        });
      }
    },
  );

  it.each(unspecific)(
    'of 404 for one object with %s is no absence, whatever the service has answered before',
    async (_what, body) => {
      server.use(http.get(`${url}/que_2`, () => HttpResponse.json({ id: 'que_2' })));
      await service().request({ ...read, params: { id: 'que_2' } });
      server.use(http.get(`${url}/que_1`, () => new HttpResponse(body, { status: 404 })));
      const error = await apiErrorOf(service().request(read));
      expect(error).toMatchObject({ code: 'HOST_UNKNOWN', status: 404 });
      expect(error.hint).toMatch(/^Nothing is taken for absent.*cxform doctor/);
    },
  );

  it.each([400, 405])('of %i for what was only read leads to doctor', async (status) => {
    server.use(http.get(url, () => new HttpResponse('no', { status })));
    const { hint } = await apiErrorOf(service().list(list));
    expect(hint).toContain('cxform doctor');
  });

  it.each([300, 304])('of %i leaves open whether a write was done', async (status) => {
    server.use(http.post(url, () => new HttpResponse(null, { status })));
    expect(await apiErrorOf(service().request(create))).toMatchObject({
      code: 'REDIRECT_REFUSED',
      mayHaveTakenEffect: true,
    });
  });
});
