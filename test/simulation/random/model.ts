import { type Address, address } from '../../../src/core/address.ts';
import { isArray, isObject, type Json, type JsonObject } from '../../../src/core/json.ts';
import type { Left } from '../scenario.ts';
import type { TenantState } from '../tenant-state.ts';
import { actionOf, type Centre, type Overflow, type QueueManifest, walkIn } from './centre.ts';
import { type Claims, claimObjects } from './claims.ts';
import { ModelTenant } from './model-tenant.ts';

/** What applies make of a tenant, said in a simpler way than cxform does it: no plan, no order, no requests. */
export interface Model {
  readonly tenant: TenantState;
  /** What cxform knows as ours. */
  readonly known: ReadonlyMap<Address, KnownObject>;
  /** What the last apply had to leave in place. */
  readonly left: readonly Left[];
  /** The profiles that the last apply wrote for their queues. */
  readonly rewritten: readonly string[];
  /** What the last apply may have warned of. */
  readonly warnings: readonly string[];
  /** The ids of what was edited by hand since. */
  readonly edited: ReadonlySet<string>;
}

interface KnownObject {
  readonly id: string;
  readonly protect: boolean;
  readonly facet?: { readonly address: Address; readonly protect: boolean };
}

/** A tenant that cxform knows nothing of. */
export function modelOf(tenant: TenantState): Model {
  return { tenant, known: new Map(), left: [], rewritten: [], warnings: [], edited: new Set() };
}

/** The model after an apply with `prune: true`; undefined where cxform has to refuse: names do not tell, or what goes is needed. */
export function carryOut(model: Model, centre: Centre): Model | undefined {
  const tenant = new ModelTenant(model.tenant);
  const claims = claimObjects(model, tenant, centre);
  if (!claims) return undefined;
  const known = new Map<Address, KnownObject>();
  for (const { name, protect, displayName = name, description } of centre.skills) {
    const id = idOf(claims, 'Skill', name);
    tenant.set('skills', id, { name: displayName, description });
    known.set(address('Skill', name), { id, protect });
  }
  const loose = centre.queues.flatMap((queue) => carryOutQueue(model, queue, { tenant, claims, known }));
  const rewritten = carryOutProfiles(centre, { tenant, claims, known });

  const taken = new Set(Array.from(known.values(), ({ id }) => id));
  const gone = [...model.known].filter(([, { id }]) => !taken.has(id));
  const stays = gone.filter(
    ([at, { protect, facet }]) => protect || facet?.protect || at.startsWith('RoutingProfile/'),
  );
  const goes = gone.filter((one) => !stays.includes(one));
  for (const [, { id }] of goes) tenant.remove(id);
  if (!tenant.isSound()) return undefined;
  const lifted = [...known].filter(([, { id, protect }]) =>
    [...model.known.values()].some((before) => before.id === id && before.protect && !protect),
  );
  return {
    tenant: tenant.state(),
    known: new Map([...known, ...stays]),
    left: [...stays.map(([at]) => ({ address: at })), ...loose],
    rewritten,
    warnings: [
      ...goes.filter(([, { id }]) => model.edited.has(id)).map(([at]) => `PRUNE_EDITED ${at}`),
      ...lifted.map(([at]) => `PROTECTION_LIFTED ${at}`),
    ],
    edited: new Set(),
  };
}

interface Progress {
  readonly tenant: ModelTenant;
  readonly claims: Claims;
  readonly known: Map<Address, KnownObject>;
}

/** Where nothing sets the overflow any more, a rule that did is cleared, or left if it is protected. */
function carryOutQueue(model: Model, queue: QueueManifest, { tenant, claims, known }: Progress): Left[] {
  const { name, protect, displayName = name, wrapUpSeconds: seconds, skills, overflow, rule } = queue;
  const id = idOf(claims, 'Queue', name);
  const now = tenant.get('queues', id);
  const live = now?.overflow;
  const before = [...model.known.values()].find((one) => one.id === id)?.facet;
  const loose = overflow === undefined && live !== undefined ? before : undefined;
  const wanted = loose && !loose.protect ? null : overflow;
  const toElement = ({ skill, level }: { readonly skill: string; readonly level: number }) => ({
    id: idOf(claims, 'Skill', skill),
    level,
  });
  tenant.set('queues', id, {
    name: displayName,
    channel: 'voice',
    wrapUpTimeout: typeof seconds === 'number' ? seconds * 1_000 : seconds,
    // Where there is no list, an empty one is no difference.
    skills: now && !now.skills && skills?.length === 0 ? undefined : skills?.map(toElement),
    overflow: wanted && overflowAfter(isObject(live) ? live : {}, wanted, claims),
  });
  const stays = loose?.protect ? loose : undefined;
  const facet = rule ? { address: address('OverflowRule', rule.name), protect: rule.protect } : stays;
  const at = address('Queue', name);
  known.set(at, { id, protect, ...(facet && { facet }) });
  return stays ? [{ address: stays.address, host: at }] : [];
}

function overflowAfter(live: JsonObject, wanted: Overflow, claims: Claims): JsonObject {
  const { targetQueueId: before, ...others } = live;
  const { minutes, target } = wanted;
  const targetQueueId = typeof target === 'string' ? idOf(claims, 'Queue', target) : target;
  const after = targetQueueId === undefined ? before : targetQueueId;
  return {
    ...others,
    maxWaitTime: minutes * 60_000,
    action: actionOf(wanted),
    ...(typeof after === 'string' && { targetQueueId: after }),
  };
}

/** A status goes with a profile that is made or changed. Answers whose profiles are written since their queues have changed. */
function carryOutProfiles({ profiles }: Centre, { tenant, claims, known }: Progress): string[] {
  const rewritten: string[] = [];
  for (const { name, agents, queues, routingProfileId, status } of profiles) {
    const queueIds = queues.map((queue) =>
      queue === walkIn ? (tenant.named('queues', walkIn)[0] ?? '') : idOf(claims, 'Queue', queue),
    );
    for (const { id, member } of agents) {
      const live = tenant.get('profiles', id);
      const profileId = routingProfileId ?? live?.routingProfileId ?? `${id}/routing-profiles/default`;
      const moved = live?.routingProfileId !== profileId || !isSame(live?.queueIds, queueIds);
      known.set(address('RoutingProfile', name, member), { id, protect: false });
      tenant.set('profiles', id, {
        routingProfileId: profileId,
        queueIds,
        status: moved ? status : undefined,
      });
      if (live && queueIds.some((queueId) => tenant.hasChanged(queueId))) rewritten.push(id);
    }
  }
  return rewritten;
}

const isSame = (live: Json | undefined, queueIds: readonly string[]) =>
  isArray(live) && live.map(String).sort().join() === [...queueIds].sort().join();

function idOf(claims: Claims, kind: string, name: string): string {
  return claims.get(address(kind, name)) ?? '';
}
