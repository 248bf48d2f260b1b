import type { World } from '../../../src/app/world.ts';
import { createSandbox, type Sandbox } from '../../../src/sandbox/sandbox.ts';
import { connectTenant } from '../../../src/tenant/connect.ts';
import { sandboxEndpoint } from '../../../src/tenant/endpoints/sandbox-endpoint.ts';
import { overFetch } from '../../../src/tenant/wire/over-fetch.ts';
import { EngineWorld } from '../../../test/support/engine-world.ts';

/** A tenant that limits its requests, in a world where waiting takes no time. */
export interface LimitedWorld {
  readonly world: World;
  readonly files: EngineWorld['files'];
  readonly clock: EngineWorld['clock'];
  /** The tenant of `statePath`, as it was when it was first asked for. */
  open(): Promise<Sandbox>;
}

export const statePath = '/bench/tenant.json';

/** The real client, engine and sandbox; only time, chance and files are made up. The limits hold for each endpoint. */
export function limitedWorld(requestsPerMinute: number, clientRequestsPerMinute: number): LimitedWorld {
  const { world, files, clock, random } = new EngineWorld();
  let opened: Promise<Sandbox> | undefined;
  const open = () => {
    opened ??= createSandbox({ files, clock, random, statePath, settings: { requestsPerMinute } });
    return opened;
  };
  const connect = async () => {
    const sandbox = await open();
    const endpoint = { ...sandboxEndpoint(sandbox), requestsPerMinute: clientRequestsPerMinute };
    const connection = connectTenant({
      endpoints: [endpoint],
      clock,
      random,
      send: overFetch(sandbox.fetch),
    });
    return { connection, diagnostics: [] };
  };
  return { world: { ...world, connect }, files, clock, open };
}
