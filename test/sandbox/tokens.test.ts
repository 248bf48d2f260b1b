import { describe, expect, it } from 'vitest';
import {
  codesOf,
  LOG_PATH,
  openTenant,
  profileOf,
  QUEUES,
  SKILLS,
  tokenRequest,
  USERS,
} from './opened-tenant.ts';

describe('a token request', () => {
  it('answers a bearer token for an hour', async () => {
    const tenant = await openTenant();
    const answer = await tenant.send('POST', '/oauth/token', tokenRequest(tenant.sandbox));
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({
      access_token: expect.stringMatching(/^[0-9a-f]{32}$/),
      token_type: 'bearer',
      expires_in: 3600,
    });
  });

  it.each([
    ['client_id', 'somebody'],
    ['client_secret', 'guess'],
    ['client_secret', null],
    ['grant_type', 'password'],
  ])('is refused with 401 for a wrong %s (%j)', async (member, value) => {
    const tenant = await openTenant();
    const request = { ...tokenRequest(tenant.sandbox), [member]: value };
    const answer = await tenant.send('POST', '/oauth/token', request);
    expect(answer.status).toBe(401);
    expect(codesOf(answer)).toEqual(['invalid_client']);
  });

  it('is refused with 400 as a form, since routing takes JSON', async () => {
    const tenant = await openTenant();
    const answer = await tenant.send('POST', '/oauth/token', 'grant_type=client_credentials', {
      'Content-Type': 'application/x-www-form-urlencoded',
    });
    expect(answer.status).toBe(400);
  });

  it('leaves neither its body nor a token in the log', async () => {
    const tenant = await openTenant(undefined, { logPath: LOG_PATH });
    expect(tenant.sandbox.requests).toEqual([
      { at: '2026-06-01T08:00:00.000Z', method: 'POST', path: '/oauth/token', status: 200 },
    ]);
  });
});

describe('a call', () => {
  it.each([
    ['no token', {}],
    ['an unknown token', { Authorization: 'Bearer 0123' }],
    ['another kind of credentials', { Authorization: 'Basic c2FuZGJveDpzYW5kYm94' }],
  ])('is refused with 401 with %s', async (_what, headers) => {
    const tenant = await openTenant();
    const answer = await tenant.send('GET', SKILLS, undefined, headers);
    expect(answer.status).toBe(401);
    expect(codesOf(answer)).toEqual(['invalid_token']);
  });

  it('is refused with 401 from the second in which its token expires, and not before', async () => {
    const tenant = await openTenant();
    await tenant.clock.advance(3_599_999);
    expect((await tenant.call('GET', SKILLS)).status).toBe(200);
    await tenant.clock.advance(1);
    expect((await tenant.call('GET', SKILLS)).status).toBe(401);
    await tenant.authorise();
    expect((await tenant.call('GET', SKILLS)).status).toBe(200);
  });

  it.each([
    ['GET', SKILLS, 'routing:skill:read'],
    ['GET', `${SKILLS}/skl_1`, 'routing:skill:read'],
    ['POST', SKILLS, 'routing:skill:write'],
    ['PATCH', `${SKILLS}/skl_1`, 'routing:skill:write'],
    ['DELETE', `${SKILLS}/skl_1?version=1`, 'routing:skill:write'],
    ['GET', QUEUES, 'routing:queue:read'],
    ['GET', `${QUEUES}/que_1`, 'routing:queue:read'],
    ['POST', QUEUES, 'routing:queue:write'],
    ['PATCH', `${QUEUES}/que_1`, 'routing:queue:write'],
    ['DELETE', `${QUEUES}/que_1?version=1`, 'routing:queue:write'],
    ['GET', USERS, 'users:read'],
    ['GET', profileOf('usr_1'), 'users:read'],
    ['PUT', profileOf('usr_1'), 'routing:queue:write'],
  ])('%s %s needs the scope %s', async (method, path, scope) => {
    const state = {
      routing: {
        skills: [{ id: 'skl_1', name: 'English' }],
        queues: [{ id: 'que_1', name: 'Billing', channel: 'voice' }],
        users: [{ id: 'usr_1', name: 'ana' }],
        profiles: [{ id: 'usr_1', routingProfileId: 'default', queueIds: [] }],
      },
    };
    const body = {
      POST: { name: 'New', channel: 'voice' },
      PATCH: { name: 'New', version: 1 },
      PUT: { routingProfileId: 'default', queueIds: [] },
    }[method];
    const only = await openTenant(state, { settings: { scopes: [scope] } });
    expect((await only.call(method, path, body)).status).toBeLessThan(300);

    const all = [
      'routing:queue:read',
      'routing:queue:write',
      'routing:skill:read',
      'routing:skill:write',
      'users:read',
    ];
    const without = await openTenant(state, { settings: { scopes: all.filter((other) => other !== scope) } });
    const refused = await without.call(method, path, body);
    expect(refused.status).toBe(403);
    expect(codesOf(refused)).toEqual(['missing_scope']);
  });
});
