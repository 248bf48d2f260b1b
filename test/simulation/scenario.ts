import { runApply } from './commands.ts';
import { type Contents, centre, statePath } from './contents.ts';
import { type TenantState, type TenantView, tenantIn } from './tenant-state.ts';
import { runProcess } from './world.ts';

/** A history, and the change of it during which a process dies. */
export interface Scenario {
  readonly title: string;
  /** As it was before anybody ran cxform. */
  readonly tenant: TenantState;
  /** Manifests that were applied without a fault; nothing ever was where absent. */
  readonly history?: string;
  /** What somebody then did in the tenant by hand. */
  readonly edit?: (tenant: TenantState) => TenantState;
  /** The manifests whose apply is crashed. */
  readonly manifests: string;
  /** What the tenant shall look like in the end. */
  readonly expected: TenantView;
  /** Ids of objects that are nobody's business here: not a member of them moves, their version included. */
  readonly untouched: readonly string[];
  /** The least number of boundaries that its apply has. */
  readonly boundariesMin: number;
}

/** The world just before the apply that is crashed. */
export async function worldBefore(scenario: Scenario, seed: number): Promise<Contents> {
  const { tenant, history, edit = (same) => same, manifests } = scenario;
  const start = { [`${centre}/cxform.yaml`]: tenantManifest, [statePath]: JSON.stringify(tenant) };
  const applied = history === undefined ? start : await afterHistory(start, history, seed);
  return withManifests({ ...applied, [statePath]: JSON.stringify(edit(tenantIn(applied))) }, manifests);
}

async function afterHistory(start: Contents, history: string, seed: number): Promise<Contents> {
  const ran = await runProcess(withManifests(start, history), { seed, pid: 1 }, runApply);
  if (ran.result?.exitCode !== 0)
    throw new Error(`the history cannot be applied: ${JSON.stringify(ran.result)}`);
  return ran.contents;
}

const withManifests = (contents: Contents, manifests: string): Contents => ({
  ...contents,
  [`${centre}/manifests/all.yaml`]: manifests,
});

const tenantManifest = `
apiVersion: cxform/v1
kind: Tenant
metadata: {name: prod}
spec: {prune: true, guard: {maxDeletePercent: 100}}
`;
