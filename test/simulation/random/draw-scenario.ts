import { Chance } from '../../../tools/chance.ts';
import type { Scenario } from '../scenario.ts';
import { others, untouched } from '../scenarios/others.ts';
import { type NamedObject, type TenantState, viewOf } from '../tenant-state.ts';
import { manifestsOf } from './centre.ts';
import { drawNext, type History, noHistory } from './draw-centre.ts';
import { byHand } from './draw-objects.ts';
import { carryOut, type Model, modelOf } from './model.ts';
import { roster, users } from './people.ts';

/** A small centre with a history of up to three applies, edits by hand, and the manifests that come next: all by chance. */
export function drawScenario(seed: number): Scenario {
  const chance = new Chance(seed);
  const tenant = drawTenant(chance);
  let step: Step = { git: noHistory, model: modelOf(tenant) };
  const history: string[] = [];
  for (let applies = 1 + chance.below(3); applies > 0; applies--) {
    step = nextStep(chance, step);
    history.push(manifestsOf(step.git.now, roster));
  }
  const edit = drawEdit(chance, step.model.tenant);
  const { git, model } = nextStep(chance, { ...step, model: edited(step.model, edit) });
  return {
    tenant,
    history,
    edit,
    manifests: manifestsOf(git.now, roster),
    expected: viewOf(model.tenant),
    untouched,
    left: model.left,
    rewritten: model.rewritten,
    warnings: model.warnings,
  };
}

/** The model after edits by hand. */
function edited(model: Model, edit: (tenant: TenantState) => TenantState): Model {
  const tenant = edit(model.tenant);
  const now = new Set(tenant.routing.queues);
  const ids = model.tenant.routing.queues.filter((queue) => !now.has(queue)).map(({ id }) => id);
  return { ...model, tenant, edited: new Set(ids) };
}

interface Step {
  readonly git: History;
  readonly model: Model;
}

/** What comes next, drawn until it is something that cxform can carry out. */
function nextStep(chance: Chance, { git, model }: Step): Step {
  for (let attempt = 0; attempt < 200; attempt++) {
    const next = drawNext(chance, git);
    const after = carryOut(model, next.now);
    if (after) return { git: next, model: after };
  }
  throw new Error('nothing that can be carried out was drawn');
}

function drawTenant(chance: Chance): TenantState {
  const profiles = chance.some(users, 0.5).map(({ id }) => ({
    id,
    routingProfileId: chance.one(['day', `${id}/routing-profiles/default`]),
    queueIds: chance.one([[], ['que_walkin']]),
    version: 1,
    ...(chance.happens(0.8) && { status: 'away' }),
  }));
  return {
    settings: chance.happens(0.3) ? { clearedQueue: { wrapUpTimeout: 5_000 } } : {},
    routing: {
      skills: [...others.skills, { id: 'skl_hand', name: byHand.skill, description: 'Spoken', version: 2 }],
      queues: [
        ...others.queues,
        { id: 'que_hand', name: byHand.queue, channel: 'voice', wrapUpTimeout: 30_000, version: 2 },
      ],
      users: [...others.users, ...users],
      profiles: [...others.profiles, ...profiles],
    },
  };
}

/** What people do by hand: some queues get another name, wrap-up time or no overflow, and agents go on and off duty. */
function drawEdit(chance: Chance, { routing }: TenantState): (tenant: TenantState) => TenantState {
  const edits = new Map<string, (queue: NamedObject) => NamedObject>();
  for (const { name } of chance.some(routing.queues, 0.15)) {
    if (name === 'Walk-in') continue;
    const renamed = { name: `${name} of late` };
    const edit = chance.one([
      (queue: NamedObject) => ({ ...queue, ...renamed }),
      (queue: NamedObject) => ({ ...queue, wrapUpTimeout: 1_000 }),
      ({ overflow: _, ...queue }: NamedObject) => queue as NamedObject,
    ]);
    edits.set(name, edit);
  }
  const statuses = new Map(
    chance.some(users, 0.4).map(({ id }) => [id, chance.one(['lunch', 'available'])] as const),
  );
  return (tenant) => ({
    ...tenant,
    routing: {
      ...tenant.routing,
      queues: tenant.routing.queues.map((queue) => edits.get(queue.name)?.(queue) ?? queue),
      profiles: tenant.routing.profiles.map((profile) => {
        const status = statuses.get(profile.id);
        return status === undefined ? profile : { ...profile, status };
      }),
    },
  });
}
