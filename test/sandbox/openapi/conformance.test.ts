import { beforeAll, describe, expect, it } from 'vitest';
import { documentOf, OpenedTenant, openTenant, profileOf, QUEUES, SKILLS } from '../opened-tenant.ts';
import { Conformance } from './conformance.ts';

const ENGLISH = { id: 'skl_1', name: 'English', version: 3 };
const REFUSED = { errors: [{ code: 'invalid_value', message: 'wrong' }] };
const json = (body: unknown, status = 200) => Response.json(body, { status });

let conformance: Conformance;

beforeAll(async () => {
  conformance = new Conformance(await documentOf((await openTenant()).sandbox));
});

describe('an answer that is not as described is caught', () => {
  it.each([
    ['a status', 'GET', SKILLS, json({ entities: [] }, 202), 'answers 202, which is not described'],
    ['a type of content', 'GET', SKILLS, new Response('<p>'), 'text/plain'],
    ['no JSON', 'GET', SKILLS, typed('{"entities": ['), 'no JSON'],
    ['a page without its list', 'GET', SKILLS, json({}), "required property 'entities'"],
    ['a page with more in it', 'GET', SKILLS, json({ entities: [], total: 0 }), 'additional properties'],
    ['an endless page', 'GET', SKILLS, json({ entities: Array(101).fill(ENGLISH) }), 'more than 100'],
    ['an object without its version', 'GET', `${SKILLS}/skl_1`, json({ id: 'skl_1' }), "'version'"],
    ['a version of another type', 'GET', `${SKILLS}/skl_1`, json({ ...ENGLISH, version: '3' }), 'integer'],
    ['a member of another type', 'GET', `${SKILLS}/skl_1`, json({ ...ENGLISH, name: 7 }), 'string'],
    ['an element of another type', 'GET', SKILLS, json({ entities: [{ ...ENGLISH, id: 1 }] }), 'string'],
    ['a profile with an id', 'GET', profileOf('usr_1'), json({ id: 'usr_1', version: 1 }), '/id'],
    [
      'an unknown code',
      'GET',
      `${SKILLS}/x`,
      json({ errors: [{ code: 'gone', message: '' }] }, 404),
      'allowed',
    ],
    ['errors of another form', 'GET', `${SKILLS}/x`, json({}, 404), "'errors'"],
    [
      'no time to wait',
      'GET',
      SKILLS,
      json({ errors: [{ code: 'rate_limited', message: '' }] }, 429),
      'Retry-After',
    ],
    ['a body with 204', 'DELETE', `${SKILLS}/skl_1?version=3`, json({ id: 'skl_1' }), 'not described'],
    [
      'a call that is not there',
      'GET',
      '/api/v2/campaigns',
      json({ entities: [] }),
      'call that is not described',
    ],
  ])('%s', async (_what, method, path, response, disagreement) => {
    expect(await disagreements(method, path, undefined, response)).toEqual([
      expect.stringContaining(disagreement),
    ]);
  });
});

describe('a request that the document forbids must be refused', () => {
  it.each([
    ['a member of another type', 'POST', SKILLS, { name: 7 }, json({ ...ENGLISH }, 201)],
    ['a member that only the tenant gives', 'POST', SKILLS, { name: 'x', id: 'y' }, json(ENGLISH, 201)],
    [
      'a level out of range',
      'PATCH',
      `${QUEUES}/q`,
      { version: 1, skills: [{ id: 'a', level: 6 }] },
      json({ id: 'q', version: 2 }),
    ],
    [
      'a route to nowhere',
      'PATCH',
      `${QUEUES}/q`,
      { version: 1, overflow: { maxWaitTime: 1, action: 'routeToQueue' } },
      json({ id: 'q', version: 2 }),
    ],
    ['a body of another type', 'POST', SKILLS, 'name=x', json(ENGLISH, 201)],
    ['no version', 'DELETE', `${SKILLS}/skl_1`, undefined, new Response(null, { status: 204 })],
    ['a page too large', 'GET', `${SKILLS}?pageSize=101`, undefined, json({ entities: [] })],
  ])('%s', async (_what, method, path, body, response) => {
    expect(await disagreements(method, path, body, response)).toEqual([
      expect.stringMatching(/^answers 20\d where/),
    ]);
  });
});

describe('a request that the document allows', () => {
  it('must not be called wrong', async () => {
    const found = await disagreements('POST', SKILLS, { name: 'x' }, json(REFUSED, 400));
    expect(found).toEqual([expect.stringContaining('answers 400 to what is allowed: invalid_value')]);
  });

  it('may be refused for what no schema can say', async () => {
    const unknown = json({ errors: [{ code: 'unknown_id', message: 'no such skill' }] }, 400);
    const body = { name: 'x', channel: 'voice', skills: [{ id: 'gone', level: 1 }] };
    expect(await disagreements('POST', QUEUES, body, unknown)).toEqual([]);
  });
});

it('a test that sees a doctored answer fails', async () => {
  const { sandbox, clock, files } = await openTenant({ routing: { skills: [ENGLISH] } });
  const doctored = {
    ...sandbox,
    fetch: async (request: Request) => {
      const answered = await (await sandbox.fetch(request)).text();
      return json({ ...JSON.parse(answered), version: 'three' });
    },
  };
  const tenant = new OpenedTenant(doctored, clock, files, conformance);
  await expect(tenant.call('GET', `${SKILLS}/skl_1`)).rejects.toThrow('/version must be integer');
});

async function disagreements(method: string, path: string, body: unknown, response: Response) {
  const isText = typeof body === 'string';
  const request = new Request(`http://sandbox.invalid${path}`, {
    method,
    ...(body !== undefined && {
      body: isText ? body : JSON.stringify(body),
      headers: { 'Content-Type': isText ? 'application/x-www-form-urlencoded' : 'application/json' },
    }),
  });
  const sent = new Uint8Array(await request.clone().arrayBuffer());
  const answered = await response.text();
  return conformance.disagreements({ request, sent, response, answered });
}

function typed(text: string): Response {
  return new Response(text, { headers: { 'Content-Type': 'application/json' } });
}
