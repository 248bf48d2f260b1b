import { inspect } from 'node:util';
import { type PlanResult, plan } from '../../src/app/plan.ts';
import { Secret } from '../../src/core/secret.ts';
import { SeededRandom } from '../../src/host/seeded-random.ts';
import { loadTenant } from '../../src/manifest/tenant.ts';
import { planText } from '../../src/report/text/plan.ts';
import { styleOf } from '../../src/report/text/style.ts';
import type { FaultRates } from '../../src/sandbox/faults/faulty.ts';
import { createSandbox, type Sandbox } from '../../src/sandbox/sandbox.ts';
import { connectTenant } from '../../src/tenant/connect.ts';
import { sandboxEndpoint } from '../../src/tenant/endpoints/sandbox-endpoint.ts';
import { overFetch } from '../../src/tenant/wire/over-fetch.ts';
import type { RequestLogEntry } from '../../src/tenant/wire/request-log.ts';
import { queue, routingProfile, skill } from '../support/declarations.ts';
import { type EngineWorld, engineWorld } from '../support/engine-world.ts';

/** What one plan against a tenant with faults came to. */
export interface StruckPlan {
  readonly result: PlanResult;
  /** Everything that a person, a script or a log could get to see of it. */
  readonly shown: string;
  /** Secrets that were on the way: the client's, and every token that was given out. */
  readonly secrets: readonly string[];
}

const CONFIG = '/centre/cxform.yaml';
const clientSecret = 'c1ient/s3cret+of ours';

/** A centre of lists of several pages, with something to create, to change and to leave alone. */
export async function struckCentre(): Promise<EngineWorld> {
  const times = (count: number) => Array.from({ length: count }, (_, index) => index);
  return engineWorld({
    declared: [
      ...times(6).map((n) => skill(`s${n}`)),
      ...times(9).map((n) =>
        queue(`q${n}`, { wrapUpTimeout: '30s', skills: [{ skill: `s${n % 6}`, level: 2 }] }),
      ),
      routingProfile('care', { agents: times(3).map((n) => ({ id: `a${n}` })), queues: ['q1', 'q2'] }),
    ],
    skills: times(8).map((n) => ({ id: `skl_${n}`, name: `s${n}` })),
    queues: times(8).map((n) => ({
      id: `que_${n}`,
      name: `q${n}`,
      channel: 'voice',
      wrapUpTimeout: n === 3 ? 45_000 : 30_000,
      skills: [{ id: `skl_${n % 6}`, level: 2 }],
    })),
    users: times(5).map((n) => ({ id: `a${n}`, name: `a${n}`, email: `a${n}@x.example`, active: true })),
    profiles: times(2).map((n) => ({
      id: `a${n}`,
      routingProfileId: `a${n}/routing-profiles/default`,
      queueIds: ['que_1', 'que_2'],
    })),
    settings: { pageSizeMax: 3 },
  });
}

/** Plans once while the tenant, and the way to it, go wrong at these rates. The same seed gives the same faults. */
export async function planStruck(centre: EngineWorld, rates: FaultRates, seed: number): Promise<StruckPlan> {
  const { tenant } = await loadTenant({ files: centre.files, path: CONFIG });
  if (!tenant) throw new Error('the centre has no Tenant');
  const { clock, files } = centre;
  const random = new SeededRandom(seed);
  const secrets = [clientSecret];
  const log: RequestLogEntry[] = [];
  const connect = async () => {
    const faults = { rates, random };
    const sandbox = await createSandbox({ files, statePath: '/centre/tenant.json', clock, random, faults });
    const endpoint = { ...sandboxEndpoint(sandbox), clientSecret: new Secret(clientSecret) };
    const fetch = async (request: Request) => {
      const response = await sandbox.fetch(await withSecretOf(sandbox, request));
      for (const token of await tokensIn(request, response)) secrets.push(token);
      return response;
    };
    const parts = { endpoints: [endpoint], clock, random: new SeededRandom(seed), send: overFetch(fetch) };
    return { connection: connectTenant({ ...parts, log: (entry) => log.push(entry) }), diagnostics: [] };
  };
  const result = await plan({ ...centre.world, connect }, tenant);
  const text = result.plan ? planText(result.plan, styleOf({ color: false })) : '';
  return {
    result,
    shown: [JSON.stringify(result), text, JSON.stringify(log), inspect(result)].join('\n'),
    secrets,
  };
}

/** The sandbox knows one secret, which is none; the client has one that could be found again. */
async function withSecretOf({ credentials }: Sandbox, request: Request): Promise<Request> {
  if (!isForToken(request)) return request;
  const body = { ...JSON.parse(await request.clone().text()), client_secret: credentials.clientSecret };
  return new Request(request, { body: JSON.stringify(body) });
}

async function tokensIn(request: Request, response: Response): Promise<readonly string[]> {
  if (!isForToken(request)) return [];
  // An answer that breaks off has no token that anybody could use.
  const text = await response
    .clone()
    .text()
    .catch(() => '');
  return [...text.matchAll(/"access_token":"([^"]+)"/g)].flatMap(([, token]) => token ?? []);
}

const isForToken = ({ url }: Request) => new URL(url).pathname === '/oauth/token';
