import type { JsonObject } from '../../../../src/core/json.ts';
import type { MemoryFiles } from '../../../support/memory-files.ts';
import type { PlannedObject, RunPlan } from '../run-plan.ts';

/** Where the ledger of a simulated centre is. */
export const ledgerFolder = '/centre/.cxform/prod';

export const journalPath = `${ledgerFolder}/journal.jsonl`;

/** Where a process keeps a plan. */
export const keptPlanPath = (pid: number) => `/centre/kept-${pid}.plan.json`;

export const lockPath = `${ledgerFolder}/lock`;

/** The Tenant's file and the manifests as they were, or as they are. */
export async function declare(
  files: MemoryFiles,
  objects: RunPlan['objects'],
  when: 'before' | 'after',
): Promise<void> {
  await files.write('/centre/cxform.yaml', tenantManifest);
  await files.write('/centre/manifests/README.md', '');
  for (const object of objects) {
    const path = `/centre/manifests/${object.kind}-${object.name}.yaml`;
    const spec = object[when];
    if (spec) await files.write(path, manifest(object, spec));
    else await files.remove(path);
  }
}

/** The objects as Git had them before it came to have one more, or to want something else. */
export function drafted(objects: RunPlan['objects']): RunPlan['objects'] {
  const added = objects.find(({ before, after }) => after && !before);
  return objects.map((object) => {
    const { after, ...others } = object;
    if (object === added) return others;
    if (added || !after) return object;
    const wish = object.kind === 'Skill' ? { description: 'Draft' } : { wrapUpTimeout: '55s' };
    return { ...object, after: { ...after, ...wish } };
  });
}

/** The sandbox's state before anybody ran cxform. */
export function tenantBefore({ objects, pageSize }: RunPlan): JsonObject {
  const byHand = (kind: string, prefix: string) =>
    objects.flatMap((object, index) =>
      object.kind === kind && object.byHand ? { id: `${prefix}_${index}`, version: 1, ...object.byHand } : [],
    );
  const skills = byHand('Skill', 'skl');
  const queues = byHand('Queue', 'que');
  return { settings: { pageSizeMax: pageSize }, routing: { skills, queues, users: [], profiles: [] } };
}

function manifest({ kind, name }: PlannedObject, spec: JsonObject): string {
  return JSON.stringify({ apiVersion: 'cxform/v1', kind, metadata: { name }, spec });
}

const tenantManifest = JSON.stringify({
  apiVersion: 'cxform/v1',
  kind: 'Tenant',
  metadata: { name: 'prod' },
  spec: { prune: true, guard: { maxDeletes: 100, maxDeletePercent: 100 } },
});
