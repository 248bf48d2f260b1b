import { isArray, isObject, type JsonObject } from '../../../src/core/json.ts';
import type { PlannedApplier, PlannedObject, RunPlan } from './run-plan.ts';

/** The most smaller runs that are tried. */
const triesMax = 1_500;

/** A run as small as dropping one thing after the other can make it, so long as it still fails. */
export async function shrink(plan: RunPlan, fails: (smaller: RunPlan) => Promise<boolean>): Promise<RunPlan> {
  let smallest = plan;
  let tries = 0;
  for (;;) {
    const found = await firstOf(
      smallerThan(smallest),
      async (smaller) => ++tries <= triesMax && fails(smaller),
    );
    if (!found) return smallest;
    smallest = found;
  }
}

async function firstOf<T>(all: Iterable<T>, fits: (one: T) => Promise<boolean>): Promise<T | undefined> {
  for (const one of all) if (await fits(one)) return one;
  return undefined;
}

/** Every run that has one thing less, those with the most less first. */
function* smallerThan(plan: RunPlan): Generator<RunPlan> {
  const { appliers, strikes, acts, objects } = plan;
  if (strikes.length > 1) yield { ...plan, strikes: [] };
  if (acts.length > 1) yield { ...plan, acts: [] };
  for (const kind of new Set(strikes.map((one) => one.kind))) {
    yield { ...plan, strikes: strikes.filter((one) => one.kind !== kind) };
  }
  for (const kind of new Set(acts.map((one) => one.kind))) {
    yield { ...plan, acts: acts.filter((one) => one.kind !== kind) };
  }
  if (appliers.length > 1) for (const place of appliers.keys()) yield withoutApplier(plan, place);
  if (objects.length > 1) for (const place of objects.keys()) yield withoutObject(plan, place);
  for (const half of halves(strikes)) yield { ...plan, strikes: half };
  for (const place of strikes.keys()) yield { ...plan, strikes: strikes.toSpliced(place, 1) };
  for (const place of acts.keys()) yield { ...plan, acts: acts.toSpliced(place, 1) };
  for (const [place, applier] of appliers.entries()) {
    for (const smaller of smallerAppliers(applier))
      yield { ...plan, appliers: appliers.with(place, smaller) };
  }
  for (const place of objects.keys()) {
    for (const member of ['before', 'after', 'byHand'] as const) {
      if (objects[place]?.[member]) yield withoutMember(plan, place, member);
    }
    for (const smaller of smallerSpecs(objects[place] as PlannedObject)) {
      yield { ...plan, objects: objects.with(place, smaller) };
    }
  }
  if (plan.pageSize < 100) yield { ...plan, pageSize: 100 };
  const { unversioned, ...versioned } = plan;
  if (unversioned) yield versioned;
}

function halves<T>(list: readonly T[]): readonly (readonly T[])[] {
  const half = Math.floor(list.length / 2);
  return half > 1 ? [list.slice(half), list.slice(0, half)] : [];
}

function withoutApplier(plan: RunPlan, gone: number): RunPlan {
  const others = <T extends { readonly applier: number }>(list: readonly T[]) =>
    list
      .filter(({ applier }) => applier !== gone)
      .map((one) => (one.applier > gone ? { ...one, applier: one.applier - 1 } : one));
  return {
    ...plan,
    appliers: plan.appliers.toSpliced(gone, 1),
    strikes: others(plan.strikes),
    acts: others(plan.acts),
  };
}

function withoutObject(plan: RunPlan, place: number): RunPlan {
  const alone = withoutMember(withoutMember(plan, place, 'before'), place, 'after');
  const name = plan.objects[place]?.name;
  return {
    ...alone,
    objects: alone.objects.toSpliced(place, 1),
    acts: plan.acts.filter((one) => one.name !== name),
  };
}

/** What is not declared any more is not referred to. */
function withoutMember(plan: RunPlan, place: number, member: 'before' | 'after' | 'byHand'): RunPlan {
  const object = plan.objects[place] as PlannedObject;
  const { [member]: _, ...others } = object;
  const objects = plan.objects.with(place, others);
  if (member === 'byHand') return { ...plan, objects };
  return {
    ...plan,
    objects: objects.map((one) => {
      const spec = one[member];
      return spec ? { ...one, [member]: withoutReferences(spec, object.name) } : one;
    }),
  };
}

function withoutReferences({ skills, overflow, ...others }: JsonObject, name: string): JsonObject {
  const isThere = !(isObject(overflow) && overflow.targetQueue === name);
  return {
    ...others,
    ...(isArray(skills) && { skills: skills.filter((one) => !isObject(one) || one.skill !== name) }),
    ...(overflow !== undefined && isThere && { overflow }),
  };
}

function* smallerAppliers(applier: PlannedApplier): Generator<PlannedApplier> {
  const { turns } = applier;
  for (const place of turns.keys()) yield { ...applier, turns: turns.toSpliced(place, 1) };
  for (const member of [
    'finds',
    'elsewhere',
    'clockAheadMs',
    'approvalMs',
    'savedPlanMs',
    'gitGoesOn',
    'afterMs',
  ] as const) {
    if (applier[member] === undefined) continue;
    const { [member]: _, ...others } = applier;
    yield others;
  }
  if (applier.lockTimeoutMs > 0) yield { ...applier, lockTimeoutMs: 0 };
  if (applier.parallelism > 1) yield { ...applier, parallelism: 1 };
}

function* smallerSpecs(object: PlannedObject): Generator<PlannedObject> {
  for (const member of ['before', 'after'] as const) {
    for (const field of Object.keys(object[member] ?? {})) {
      if (field === 'channel') continue;
      const { [field]: _, ...spec } = object[member] ?? {};
      yield { ...object, [member]: spec };
    }
  }
}
