import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Centre, firstCentre } from './centre/centre.ts';
import { emailOf, manifestsOf } from './centre/manifests.ts';

const tenant = `apiVersion: cxform/v1
kind: Tenant
metadata: {name: crash}
spec:
  credentials: {clientId: {env: CXONE_CLIENT_ID}, clientSecret: {env: CXONE_CLIENT_SECRET}}
  endpoints:
    routing:
      baseUrl: {env: CXONE_ROUTING_URL}
      # So long is what becomes of a write that was under way open at most.
      timeout: 1s
      requestsPerMinute: 600000
      retry: {attempts: 3, baseDelay: 10ms}
  prune: true
  guard: {maxDeletes: 1000, maxDeletePercent: 100}
`;

/** A folder with a Tenant and its manifests, and the state of its sandbox beside it: users alone to begin with. */
export class Project {
  readonly folder: string;
  readonly statePath: string;

  constructor(folder: string) {
    this.folder = join(folder, 'project');
    this.statePath = join(folder, 'tenant.json');
  }

  async begin(): Promise<void> {
    await mkdir(join(this.folder, 'manifests'), { recursive: true });
    await writeFile(join(this.folder, 'cxform.yaml'), tenant);
    const agents = firstCentre().teams.flatMap((team) => team.agents);
    const users = agents.map((name) => ({ id: `usr-${name}`, name, email: emailOf(name), active: true }));
    await writeFile(this.statePath, JSON.stringify({ routing: { users } }));
  }

  /** Git has this centre alone. */
  async declare(centre: Centre): Promise<void> {
    for (const [name, text] of manifestsOf(centre)) {
      await writeFile(join(this.folder, 'manifests', name), text);
    }
  }
}
