import type { Outcome } from '../../src/core/outcome.ts';
import { type LoopbackTenant, startTenant } from '../support/loopback-tenant.ts';
import { cxform, type Ran } from './cxform.ts';
import { makeProject, manifest, manifests, writeFiles } from './project.ts';

/** A project with the tenant that it belongs to. */
export interface Project {
  readonly cwd: string;
  readonly tenant: LoopbackTenant;
  /** What an administrator does to the queue `sales` right before the tenant takes each of the next updates of it. */
  readonly edits: object[];
}

/** What Git says: the queue `sales`, on line 4, beside one that nobody touches. */
export const centre = (sales: object) => ({
  'manifests/centre.yaml': manifests(
    manifest('Queue', 'calm', { channel: 'voice' }),
    manifest('Queue', 'sales', { channel: 'voice', ...sales }),
  ),
});

/** Both queues were applied; `sales` has 30 seconds. */
export async function appliedProject(): Promise<Project> {
  const edits: object[] = [];
  const tenant: LoopbackTenant = await startTenant({
    intercept: async ({ method }, serve) => {
      const edit = method === 'PATCH' ? edits.shift() : undefined;
      if (edit) await editSales({ tenant }, edit);
      return serve();
    },
  });
  const project = { cwd: await makeProject(centre({ wrapUpTimeout: '30s' })), tenant, edits };
  await run(project, ['apply', '--auto-approve']);
  return project;
}

/** `sales` is in conflict: it had 30 seconds, has 45 in the tenant, and shall have 60 by Git. */
export async function conflictedProject(): Promise<Project> {
  const project = await appliedProject();
  await writeFiles(project.cwd, centre({ wrapUpTimeout: '1m' }));
  project.edits.push({ wrapUpTimeout: 45_000 });
  await run(project, ['apply', '--auto-approve'], 3);
  return project;
}

/** An administrator's edit. */
export async function editSales({ tenant }: Pick<Project, 'tenant'>, change: object): Promise<void> {
  await tenant.sandbox.edit('queues', (await salesOf({ tenant }))?.id ?? '', { ...change });
}

/** An administrator deletes it. */
export async function removeSales({ tenant }: Pick<Project, 'tenant'>): Promise<void> {
  const body = JSON.stringify({ list: 'queues', name: 'sales', remove: true });
  const { status } = await fetch(`${tenant.origin}/_sandbox/edit`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body,
  });
  if (status !== 200) throw new Error(`not removed: ${status}`);
}

export async function salesOf({ tenant }: Pick<Project, 'tenant'>) {
  return (await tenant.queues()).find(({ name }) => name === 'sales');
}

/** Runs cxform in a project; throws where it exits otherwise. */
export async function run(
  { cwd, tenant }: Pick<Project, 'cwd' | 'tenant'>,
  words: readonly string[],
  exitCode = 0,
): Promise<Ran> {
  const ran = await cxform(words, { cwd, env: tenant.env });
  if (ran.code !== exitCode) {
    throw new Error(`${words.join(' ')}: exit ${ran.code}\n${ran.stdout}${ran.stderr}`);
  }
  return ran;
}

/** Addresses with how they ended. */
export const endsOf = ({ outcomes }: { readonly outcomes: readonly Outcome[] }) =>
  outcomes.map(({ address, outcome }) => `${address} ${outcome}`);
