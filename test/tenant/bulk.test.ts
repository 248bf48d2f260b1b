import { describe, expect, it } from 'vitest';
import type { BulkRequest } from '../../src/core/ports.ts';
import { type Answering, apiFault, json, networkFault, tenantDouble } from './support/tenant-double.ts';

interface Commitment {
  readonly agentId: string;
}

const records = (count: number): Commitment[] =>
  Array.from({ length: count }, (_, at) => ({ agentId: `a${at}` }));

const bulk = (elements: readonly Commitment[], sizeMax = 150): BulkRequest<Commitment> => ({
  method: 'POST',
  path: '/wfm/v2/schedules/commitments/bulk',
  elements,
  sizeMax,
  body: (batch) => ({ bulkCommitments: batch.map(({ agentId }) => ({ agentId })) }),
});

const agentsIn = (body: string): string[] =>
  JSON.parse(body).bulkCommitments.map(({ agentId }: Commitment) => agentId);

/** A tenant that takes records, and the batches that it took or refused, by their agents. */
function tenant(answer: (agents: readonly string[], calls: number) => Response | Promise<Response>) {
  const batches: string[][] = [];
  const answering: Answering = ({ body }, calls) => {
    const agents = agentsIn(body);
    batches.push(agents);
    return answer(agents, calls);
  };
  const double = tenantDouble({ answer: answering });
  return { ...double, batches, sizes: () => batches.map(({ length }) => length) };
}

const taken = (agents: readonly string[]) =>
  json({ results: agents.map((agentId) => ({ agentId, status: 'SUCCESS' })) }, 207);
const tooLarge = () => apiFault(413, 'too_large', 'too much');
const limited = () => apiFault(429, 'rate_limited', 'slow down', { 'retry-after': '1' });

describe('many elements', () => {
  it('go out in batches, in order, each answered by itself', async () => {
    const { service, batches, sizes } = tenant(taken);
    const answers = await service.bulk(bulk(records(320)));
    expect(sizes()).toEqual([150, 150, 20]);
    expect(batches.flat()).toEqual(records(320).map(({ agentId }) => agentId));
    expect(answers.map(({ response }) => response?.status)).toEqual([207, 207, 207]);
    expect(answers.flatMap(({ elements }) => elements)).toEqual(records(320));
  });

  it('are nothing to send where there are none', async () => {
    const { service, sizes } = tenant(taken);
    expect(await service.bulk(bulk([]))).toEqual([]);
    expect(sizes()).toEqual([]);
  });

  it('halve on a 413, and stay in batches that the tenant takes', async () => {
    const { service, sizes } = tenant((agents) => (agents.length > 40 ? tooLarge() : taken(agents)));
    const answers = await service.bulk(bulk(records(200)));
    expect(sizes()).toEqual([150, 75, 37, 37, 37, 37, 37, 15]);
    expect(answers.every(({ error }) => error === undefined)).toBe(true);
    expect(answers.flatMap(({ elements }) => elements)).toEqual(records(200));
  });

  it.each([0, 1, 75, 149])(
    'are taken but for the one that is too large alone, wherever it is: %i',
    async (giant) => {
      const isGiant = (agents: readonly string[]) => agents.includes(`a${giant}`);
      const { service, sizes } = tenant((agents) => (isGiant(agents) ? tooLarge() : taken(agents)));
      const answers = await service.bulk(bulk(records(400)));
      const refused = answers.filter(({ error }) => error !== undefined);
      expect(refused).toEqual([
        { elements: [{ agentId: `a${giant}` }], error: expect.objectContaining({ code: 'TOO_LARGE' }) },
      ]);
      expect(answers.flatMap(({ elements }) => elements)).toEqual(records(400));
      expect(sizes().length).toBeLessThan(20);
    },
  );

  it('halve on repeated 429s', async () => {
    const { service, sizes } = tenant((agents, calls) => (calls <= 3 ? limited() : taken(agents)));
    const answers = await service.bulk(bulk(records(100), 40));
    expect(sizes()).toEqual([40, 40, 20, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10]);
    expect(answers.flatMap(({ elements }) => elements)).toEqual(records(100));
  });

  it.each([
    ['a lost answer', () => Promise.reject(networkFault('ECONNRESET')), 'CONNECTION_LOST', true],
    ['a 504', () => apiFault(504, 'timeout', 'slow'), 'SERVER_ERROR', true],
    ['a 2xx that cannot be read', () => new Response('{"results": ['), 'UNREADABLE', true],
    ['a 400', () => apiFault(400, 'invalid', 'no'), 'BAD_REQUEST', false],
  ])(
    'are sent once each, and one batch that ends in %s fails no other',
    async (_what, fault, code, mayHaveTakenEffect) => {
      const { service, batches, sizes } = tenant((agents, calls) => (calls === 2 ? fault() : taken(agents)));
      const answers = await service.bulk(bulk(records(25), 10));
      expect(sizes()).toEqual([10, 10, 5]);
      expect(new Set(batches.flat()).size).toBe(25);
      expect(answers.map(({ error }) => error?.code)).toEqual([undefined, code, undefined]);
      expect(answers[1]).toMatchObject({ elements: records(20).slice(10), error: { mayHaveTakenEffect } });
    },
  );

  it('have a minute at least for each batch', async () => {
    const { service, clock } = tenant(() => new Promise<Response>(() => {}));
    const [answer] = await service.bulk(bulk(records(1)));
    expect(answer?.error).toMatchObject({ code: 'TIMEOUT', mayHaveTakenEffect: true });
    expect(clock.monotonic()).toBe(60_000);
  });

  it('end in what is no failure of the network, such as a bug of whoever makes the bodies', async () => {
    const { service } = tenant(taken);
    const crash = new Error('no body');
    const request = {
      ...bulk(records(1)),
      body: () => {
        throw crash;
      },
    };
    await expect(service.bulk(request)).rejects.toBe(crash);
  });
});
