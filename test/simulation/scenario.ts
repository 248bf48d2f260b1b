import type { Address } from '../../src/core/address.ts';
import { adviceCodes } from '../../src/core/advice.ts';
import { KindTable } from '../../src/core/kind-table.ts';
import { kinds } from '../../src/kinds/index.ts';
import { runApply } from './commands.ts';
import { type Contents, centre, configPath, statePath } from './contents.ts';
import { type TenantState, type TenantView, tenantIn } from './tenant-state.ts';
import { runProcess } from './world.ts';

/** A history, and the change of it during which a process dies. */
export interface Scenario {
  /** As it was before anybody ran cxform. */
  readonly tenant: TenantState;
  /** Manifests that were applied one after the other without a fault; nothing ever was where absent. */
  readonly history?: readonly string[];
  /** What somebody then did in the tenant by hand. */
  readonly edit?: (tenant: TenantState) => TenantState;
  /** The manifests whose apply is crashed. */
  readonly manifests: string;
  /** What the tenant shall look like in the end. */
  readonly expected: TenantView;
  /** Ids of objects that are nobody's business here: not a member of them moves, their version included. */
  readonly untouched: readonly string[];
  /** What is ours, no longer in Git, and stays all the same; nothing where absent. */
  readonly left?: readonly Left[];
  /** Ids of profiles that an apply writes, changed or not, unless it dies; nothing where absent. */
  readonly rewritten?: readonly string[];
  /** What an apply may warn of besides, each a code and an address; nothing where absent. */
  readonly warnings?: readonly string[];
}

/** An object, or, with its `host`, a facet. */
export interface Left {
  readonly address: Address;
  readonly host?: Address;
}

/** A scenario that is told. */
export interface Story extends Scenario {
  readonly title: string;
  /** The least number of boundaries that its apply has. */
  readonly boundariesMin: number;
}

/** The processes of a history have lower ones. */
export const pidAfterHistory = 11;

/** The world just before the apply that is crashed. */
export async function worldBefore(scenario: Scenario, seed: number): Promise<Contents> {
  const { tenant, history = [], edit = (same) => same, manifests } = scenario;
  let contents: Contents = { [configPath]: tenantManifest, [statePath]: JSON.stringify(tenant) };
  for (const [index, earlier] of history.entries()) {
    const ran = await runProcess(withManifests(contents, earlier), { seed, pid: index + 1 }, runApply);
    if (ran.result?.exitCode !== 0)
      throw new Error(`the history cannot be applied: ${JSON.stringify(ran.result)}`);
    contents = ran.contents;
  }
  return withManifests({ ...contents, [statePath]: JSON.stringify(edit(tenantIn(contents))) }, manifests);
}

const withManifests = (contents: Contents, manifests: string): Contents => ({
  ...contents,
  [`${centre}/manifests/all.yaml`]: manifests,
});

/** What is advised is no matter of these tests. */
const noAdvice = Object.fromEntries(adviceCodes(new KindTable(kinds)).map((code) => [code, 'off']));

const tenantManifest = JSON.stringify({
  apiVersion: 'cxform/v1',
  kind: 'Tenant',
  metadata: { name: 'prod' },
  spec: { prune: true, reassign: true, guard: { maxDeletes: 100, maxDeletePercent: 100 }, checks: noAdvice },
});
