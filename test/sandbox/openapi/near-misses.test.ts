import { expect, it } from 'vitest';
import { openTenant, profileOf, QUEUES, SKILLS } from '../opened-tenant.ts';

const STATE = {
  routing: {
    skills: [{ id: 'skl_1', name: 'English', version: 1 }],
    queues: ['que_1', 'que_2'].map((id) => ({ id, name: id, channel: 'voice', version: 1 })),
    users: [{ id: 'usr_1', name: 'ana' }],
  },
};
const QUEUE = {
  name: 'Billing',
  channel: 'voice',
  skills: [{ id: 'skl_1', level: 5 }],
  overflow: { maxWaitTime: 1000, action: 'routeToQueue', targetQueueId: 'que_2' },
  wrapUpTimeout: 0,
};
const WRITES = [
  [
    'POST',
    '/oauth/token',
    { grant_type: 'client_credentials', client_id: 'sandbox', client_secret: 'not-a-secret' },
  ],
  ['POST', SKILLS, { name: 'Spanish', description: 'Speaks it' }],
  ['PATCH', `${SKILLS}/skl_1`, { name: 'Spanish', description: 'Speaks it', version: 1 }],
  ['POST', QUEUES, QUEUE],
  ['PATCH', `${QUEUES}/que_1`, { ...QUEUE, version: 1 }],
  [
    'PUT',
    profileOf('usr_1'),
    { routingProfileId: 'default', status: 'available', queueIds: ['que_1', 'que_2'] },
  ],
  ['POST', '/_sandbox/edit', { list: 'skills', id: 'skl_1', change: { name: 'Spanish' } }],
  ['POST', '/_sandbox/edit', { list: 'queues', name: 'que_1', remove: true }],
  ['POST', '/_sandbox/edit', { list: 'users', create: { id: 'usr_2', name: 'ben' } }],
  ['POST', '/_sandbox/edit', { list: 'users', id: 'usr_1', change: { active: false } }],
  ['POST', '/_sandbox/edit', { list: 'profiles', create: { id: 'usr_1', queueIds: [] } }],
] as const;

/** What a member can be instead; undefined is absent. */
const INSTEAD = [
  undefined,
  null,
  true,
  false,
  -1,
  0,
  1,
  6,
  1.5,
  1e300,
  '',
  '3',
  'drop',
  'que_1',
  [],
  [{}],
  {},
];

it.each(WRITES)(
  '%s %s is judged as the document says, whatever stands in place of a member',
  async (...write) => {
    const [method, path, right] = write;
    const tenant = await openTenant(STATE);
    expect((await tenant.call(method, path, right)).status).toBeLessThan(300);

    let refusedCount = 0;
    let intact = await openTenant(STATE);
    for (const body of nearMisses(right)) {
      const { status } = await intact.call(method, path, body);
      if (status < 300) intact = await openTenant(STATE);
      else refusedCount++;
    }
    expect(refusedCount).toBeGreaterThan(20);
  },
);

it.each([
  'application/json; charset=utf-8',
  'Application/JSON',
  'application/json-patch+json',
  'application/jsonx',
  'text/plain',
  'application/x-www-form-urlencoded',
])('a body of type %s is judged as the document says', async (type) => {
  const tenant = await openTenant(STATE);
  const seen = await tenant.send('POST', '/oauth/token', WRITES[0][2], { 'Content-Type': type });
  expect(seen.status).toBe(/^application\/json(;|$)/i.test(type) ? 200 : 400);
});

/** The value with one member at a time replaced, at every depth, or with one more. */
function nearMisses(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) {
    const elements: readonly unknown[] = value;
    const replaced = elements.flatMap((element, index) =>
      insteadOf(element).map((other) => elements.with(index, other)),
    );
    return [[...elements, ...elements], ...replaced];
  }
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries({ id: undefined, version: undefined, ...value }).flatMap(([name, member]) =>
    insteadOf(member).map((other) => ({ ...value, [name]: other })),
  );
}

function insteadOf(value: unknown): readonly unknown[] {
  return [...INSTEAD, ...nearMisses(value)];
}
