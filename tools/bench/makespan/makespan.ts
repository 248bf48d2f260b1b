import { apply } from '../../../src/app/apply.ts';
import { loadTenant } from '../../../src/manifest/tenant.ts';
import type { Centre } from '../centre/centre.ts';
import { generateCentre } from '../centre/generate.ts';
import { manifestsOf } from '../centre/manifests.ts';
import { stateOf } from '../centre/state.ts';
import type { Makespan } from '../results.ts';
import { type LimitedWorld, limitedWorld, statePath } from './limited-world.ts';

const writes = 300;
const requestsPerMinute = 50;
/** The command line's default. */
const parallelism = 10;

const scenarios = [
  { scenario: 'knows the limit', clientRequestsPerMinute: requestsPerMinute },
  { scenario: 'believes in 240 a minute', clientRequestsPerMinute: 240 },
];

/** An apply of 300 updates, all through one endpoint of a tenant that takes 50 requests a minute on it. */
export async function measureMakespans(seed: number): Promise<readonly Makespan[]> {
  const makespans: Makespan[] = [];
  for (const scenario of scenarios) makespans.push(await measureMakespan({ ...scenario, seed }));
  return makespans;
}

interface Scenario {
  readonly scenario: string;
  readonly clientRequestsPerMinute: number;
  readonly seed: number;
}

async function measureMakespan({ scenario, clientRequestsPerMinute, seed }: Scenario): Promise<Makespan> {
  const limited = limitedWorld(requestsPerMinute, clientRequestsPerMinute);
  const { clock, open } = limited;
  await fill(limited, seed);
  const startedAt = clock.monotonic();
  const applied = await applyAll(limited);
  const seconds = (clock.monotonic() - startedAt) / 1000;
  const { requests } = await open();
  const refused = requests.filter(({ status }) => status === 429).length;
  const idealSeconds = (writes / requestsPerMinute) * 60;
  return {
    scenario,
    writes,
    requestsPerMinute,
    clientRequestsPerMinute,
    applied,
    refused,
    idealSeconds,
    seconds,
  };
}

const configPath = '/bench/cxform.yaml';
const config =
  'apiVersion: cxform/v1\nkind: Tenant\nmetadata: {name: bench}\nspec: {sandbox: {state: tenant.json}}\n';

/** A tenant of so many queues and the skills that they ask for; in Git each queue has another wrap-up time. */
async function fill({ files }: LimitedWorld, seed: number): Promise<void> {
  const { skills, queues } = generateCentre(2 * writes, seed);
  const centre: Centre = { skills, queues, teams: [], agents: [], others: [] };
  const slower = queues.map((queue) => ({ ...queue, wrapUpSeconds: queue.wrapUpSeconds + 5 }));
  await files.write(configPath, config);
  await files.write(statePath, stateOf(centre));
  for (const [path, text] of manifestsOf({ ...centre, queues: slower }, seed)) {
    await files.write(`/bench/manifests/${path}`, text);
  }
}

/** How many changes were applied. */
async function applyAll({ world, files }: LimitedWorld): Promise<number> {
  const { tenant } = await loadTenant({ files, path: configPath });
  if (!tenant) throw new Error('the Tenant of the bench is refused');
  const silent = { onPlan: () => {}, onOutcome: () => {}, confirm: async () => undefined };
  const { report } = await apply(world, tenant, { parallelism, lockTimeoutMs: 0, ...silent });
  if (!report) throw new Error('the apply of the bench is refused');
  return report.summary.applied;
}
