import { cp, mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Centre } from './centre/centre.ts';
import { manifestsOf } from './centre/manifests.ts';
import { stateOf } from './centre/state.ts';

/** So many that the client never waits: the figures are of the program, not of a tenant's limit. */
const requestsPerMinute = 6_000_000;

const tenant = `apiVersion: cxform/v1
kind: Tenant
metadata: {name: bench}
spec:
  credentials: {clientId: {env: CXONE_CLIENT_ID}, clientSecret: {env: CXONE_CLIENT_SECRET}}
  endpoints:
    routing: {baseUrl: {env: CXONE_ROUTING_URL}, requestsPerMinute: ${requestsPerMinute}}
`;

/** A folder with a Tenant, its manifests and ledger, and beside it the state file of its sandbox. */
export class Project {
  readonly folder: string;
  readonly statePath: string;
  readonly #ledger: string;
  readonly #saved: string;
  readonly #seed: number;

  constructor(folder: string, seed: number) {
    this.folder = join(folder, 'project');
    this.statePath = join(folder, 'tenant.json');
    this.#ledger = join(this.folder, '.cxform');
    this.#saved = join(folder, 'saved');
    this.#seed = seed;
  }

  /** Git and the tenant have this centre, and nothing was ever applied. */
  async begin(centre: Centre): Promise<void> {
    await mkdir(this.folder, { recursive: true });
    await writeFile(join(this.folder, 'cxform.yaml'), tenant);
    await writeFile(this.statePath, stateOf(centre));
    await this.declare(centre);
  }

  /** Git has this centre alone. */
  async declare(centre: Centre): Promise<void> {
    const folder = join(this.folder, 'manifests');
    await rm(folder, { recursive: true, force: true });
    for (const [path, text] of manifestsOf(centre, this.#seed)) {
      const file = join(folder, path);
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, text);
    }
  }

  /** Remembers the ledger and the tenant as they are. */
  async save(): Promise<void> {
    await cp(this.#ledger, join(this.#saved, 'ledger'), { recursive: true });
    await cp(this.statePath, join(this.#saved, 'tenant.json'));
  }

  /** Ledger and tenant are again as they were saved. No sandbox may be running on them. */
  async restore(): Promise<void> {
    await rm(this.#ledger, { recursive: true, force: true });
    await cp(join(this.#saved, 'ledger'), this.#ledger, { recursive: true });
    await cp(join(this.#saved, 'tenant.json'), this.statePath);
  }
}
