import fc from 'fast-check';
import { expect, it } from 'vitest';
import { documentOf, openTenant } from '../opened-tenant.ts';
import { arbitraryCalls } from './arbitrary-calls.ts';
import { operationsOf } from './described.ts';

const STATE = {
  routing: {
    skills: ['skl_1', 'skl_2'].map((id) => ({ id, name: 'English', version: 1 })),
    queues: ['que_1', 'que_2'].map((id) => ({ id, name: id, channel: 'voice', version: 1 })),
    users: ['usr_1', 'usr_2', 'usr_3'].map((id) => ({ id, name: id, active: true })),
    profiles: [{ id: 'usr_1', routingProfileId: 'default', queueIds: ['que_1'], version: 1 }],
  },
};
const KNOWN = {
  ids: { skills: ['skl_1', 'skl_2'], queues: ['que_1', 'que_2'], users: ['usr_1', 'usr_2', 'usr_3'] },
  others: ['English', 'sandbox'],
  tokens: ['skills:skl_1', 'queues:que_1', 'users:usr_1'].map((text) =>
    Buffer.from(text).toString('base64url'),
  ),
};

/** What random calls of one client with good credentials cannot bring about. */
const ELSEWHERE = ['401', '403', '413', '423', '429', '500'];

it('random calls, right and wrong, are answered as the document says, and each of its answers comes about', async () => {
  const document = await documentOf((await openTenant()).sandbox);
  // Every tenant is opened with that.
  const seen = new Set(['requestToken 200']);
  const calls = fc.array(arbitraryCalls(document, KNOWN), { minLength: 20, maxLength: 40 });
  await fc.assert(
    fc.asyncProperty(calls, async (sequence) => {
      const tenant = await openTenant(STATE);
      for (const { operationId, method, target, body } of sequence) {
        const { status } = await tenant.call(method, target, body);
        seen.add(`${operationId} ${status}`);
      }
    }),
    { numRuns: 100, seed: 31 },
  );
  const described = operationsOf(document).flatMap(({ operation }) =>
    Object.keys(operation.responses)
      .filter((status) => !ELSEWHERE.includes(status))
      .map((status) => `${operation.operationId} ${status}`),
  );
  expect(described.filter((answer) => !seen.has(answer))).toEqual([]);
});
