import { isObject, type Json } from '../../../../src/core/json.ts';
import type { ApplierRecord, RunRecord } from '../run-record.ts';
import { keptPlanPath } from '../world/centre.ts';
import { objectIn, type State } from '../world/state.ts';
import type { Oracle } from './violation.ts';

/**
 * A plan that was kept writes nothing where Git has gone on since, or where an object that its references mean has gone before the tenant
 * was read again.
 */
export const keptPlan: Oracle = (record) => [
  ...record.appliers.flatMap((applier) => goneFor(record, applier)),
  ...record.sent
    // Where Git has nothing to declare, it has nothing to go on with.
    .filter(() => record.plan.objects.some(({ after }) => after))
    .filter(({ applier }) => record.plan.appliers[applier]?.gitGoesOn)
    .filter(({ applier }) => record.plan.appliers[applier]?.savedPlanMs !== undefined)
    .map(
      ({ applier, method, path }) =>
        `${method} ${path} of process ${applier} comes from a plan of other manifests`,
    ),
];

function goneFor(record: RunRecord, { applier, pid, planned }: ApplierRecord): readonly string[] {
  const { plan, files, sent, exchanges, states } = record;
  const text = files.get(keptPlanPath(pid));
  // What a stale read has shown nobody can be blamed for.
  const isStale = plan.strikes.some(({ kind }) => kind === 'stale-list' || kind === 'stale-get');
  if (!text || planned === undefined || isStale || !sent.some((message) => message.applier === applier))
    return [];
  const kept: Json = JSON.parse(text);
  const bindings = isObject(kept) && isObject(kept.bindings) ? kept.bindings : {};
  const reading = exchanges.find(
    ({ message }) => message.applier === applier && message.method === 'GET' && message.order >= planned,
  );
  const state = states[reading?.before ?? 0]?.state as State;
  return Object.entries(bindings)
    .filter(([, id]) => !objectIn(state, String(id)))
    .map(
      ([address, id]) => `process ${applier} carries out a plan in which ${address} is ${id}, which has gone`,
    );
}
