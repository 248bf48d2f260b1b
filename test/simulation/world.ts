import type { World } from '../../src/app/world.ts';
import { KindTable } from '../../src/core/kind-table.ts';
import { SeededRandom } from '../../src/host/seeded-random.ts';
import { kinds } from '../../src/kinds/index.ts';
import { fileLedger } from '../../src/ledger/backends/file.ts';
import { createSandbox } from '../../src/sandbox/sandbox.ts';
import { connectTenant } from '../../src/tenant/connect.ts';
import { sandboxEndpoint } from '../../src/tenant/endpoints/sandbox-endpoint.ts';
import { inspectServices } from '../../src/tenant/inspect.ts';
import { overFetch } from '../../src/tenant/wire/over-fetch.ts';
import { MemoryFiles } from '../support/memory-files.ts';
import { testRuntime } from '../support/test-runtime.ts';
import { VirtualClock } from '../support/virtual-clock.ts';
import { type Contents, contentsOf, statePath } from './contents.ts';
import { Crash, Life } from './life.ts';
import { mortalFiles } from './mortal-files.ts';
import { Network } from './network.ts';

/** One process of the simulation. The same one on the same contents does the same, to the byte. */
export interface Process {
  readonly seed: number;
  /** 1 to 30. Of two on the same contents, the later one has the higher. All others are dead. */
  readonly pid: number;
  /** The boundary at which it dies, counted from 0. */
  readonly crashAt?: number;
}

/** What a process left behind. */
export interface Ran<Result> {
  readonly contents: Contents;
  /** Where it could have died. */
  readonly boundaries: readonly string[];
  /** Requests that the tenant saw, but for those for tokens. */
  readonly requests: readonly { readonly method: string; readonly path: string }[];
  /** Undefined where it died. */
  readonly result: Result | undefined;
}

/** Runs a process on the world's contents, against the tenant in them, until it ends or dies. */
export async function runProcess<Result>(
  contents: Contents,
  { seed, pid, crashAt }: Process,
  work: (world: World) => Promise<Result>,
): Promise<Ran<Result>> {
  const life = new Life(crashAt);
  const disk = new MemoryFiles(contents);
  const day = String(pid).padStart(2, '0');
  const clock = new VirtualClock({ start: `2026-06-${day}T08:00:00Z`, auto: true });
  const chance = new SeededRandom(seed * 100 + pid);
  const forked = () => new SeededRandom(Math.floor(chance.next() * 2 ** 32));
  const sandbox = await createSandbox({
    files: disk,
    statePath,
    clock,
    random: forked(),
    boundaries: async (boundary, { method, path }) => {
      if (boundary === 'committed') await life.reach(`committed ${method} ${path}`);
    },
  });
  const network = new Network(sandbox, life, clock, forked());
  const files = mortalFiles(disk, life);
  const random = forked();
  const owner = { pid, host: 'here', alive: (other: number) => other === pid };
  const world: World = {
    kinds: new KindTable(kinds),
    files,
    clock,
    random,
    runtime: testRuntime,
    inspect: async () => inspectServices([], { clock, random, send: overFetch(network.fetch) }),
    connect: async () => ({
      connection: connectTenant({
        endpoints: [sandboxEndpoint(sandbox)],
        clock,
        random,
        send: overFetch(network.fetch),
      }),
      diagnostics: [],
    }),
    ledger: ({ name, ledger }) =>
      fileLedger({ files, folder: ledger.file, tenant: name, clock, random, owner }),
    stopRequests: () => ({ signal: new AbortController().signal, ignore: () => {} }),
  };
  const result = await unlessDead(life, work(world));
  await network.quiet();
  return {
    contents: await contentsOf(disk),
    boundaries: life.boundaries,
    requests: sandbox.requests.filter(({ path }) => path !== tokenPath),
    result,
  };
}

/** Whatever a dead process makes of its death is heard by nobody. */
async function unlessDead<Result>(life: Life, work: Promise<Result>): Promise<Result | undefined> {
  try {
    const result = await work;
    return life.isOver ? undefined : result;
  } catch (thrown) {
    if (life.isOver && thrown instanceof Crash) return undefined;
    throw thrown;
  }
}

const tokenPath = '/oauth/token';
