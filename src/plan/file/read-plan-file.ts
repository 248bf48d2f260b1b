import { type Diagnostic, error } from '../../core/diagnostic.ts';
import { isArray, isObject, type Json, ownMember } from '../../core/json.ts';
import { isPlan, type KeptPlans, type RefusedPlan } from '../../core/kept-plan.ts';
import type { Plan } from '../../core/plan.ts';
import { planDigest } from '../plan-digest.ts';
import { readJson } from './read-json.ts';
import { shapeOf } from './shape.ts';

/** What a plan file holds, or what is wrong with it. */
export type PlanFileRead =
  | { readonly kept: KeptPlans; readonly diagnostics?: never }
  | { readonly kept?: never; readonly diagnostics: readonly Diagnostic[] };

/** The plans in the bytes of a file; `file` is its name in messages. Whatever passes has the shape of a plan everywhere. */
export function readPlanFile(bytes: Uint8Array, file: string): PlanFileRead {
  const { value, problem } = readJson(bytes);
  if (problem !== undefined) return { diagnostics: [notJson(file, problem)] };
  const tenants = tenantsIn(value);
  return tenants ? readSeveral(tenants, file) : readSingle(value, file);
}

/** The answers of several Tenants; undefined for that of one. */
function tenantsIn(value: Json): readonly Json[] | undefined {
  if (!isObject(value) || value.formatVersion !== 1) return undefined;
  const tenants = ownMember(value, 'tenants');
  return isArray(tenants) && tenants.length > 0 ? tenants : undefined;
}

function readSingle(value: Json, file: string): PlanFileRead {
  const { kept, problem } = readOne(value, file, '');
  if (!kept) return { diagnostics: [problem] };
  return isPlan(kept) ? { kept: { plan: kept } } : { diagnostics: [noPlan(file), ...kept.diagnostics] };
}

function readSeveral(tenants: readonly Json[], file: string): PlanFileRead {
  const read = tenants.map((one, index) => readOne(one, file, `/tenants/${index}`));
  const diagnostics = read.flatMap(({ problem }) => problem ?? []);
  if (diagnostics.length > 0) return { diagnostics };
  return { kept: { tenants: read.flatMap(({ kept }) => kept ?? []) } };
}

type Read =
  | { readonly kept: Plan | RefusedPlan; readonly problem?: never }
  | { readonly kept?: never; readonly problem: Diagnostic };

/** `place` is where it stands in the file. */
function readOne(value: Json, file: string, place: string): Read {
  if (!isObject(value)) return { problem: notAPlan(file, `${place || '/'} must be object`) };
  const { formatVersion } = value;
  if (typeof formatVersion === 'number' && formatVersion !== 1)
    return { problem: otherVersion(file, formatVersion) };
  const { kept, wrong } = shapeOf(value);
  if (!kept) return { problem: notAPlan(file, `${place}${wrong}`) };
  if (!isPlan(kept)) return { kept };
  const twice = firstRepeated(kept.changes.map(({ address }) => address));
  if (twice !== undefined) return { problem: notAPlan(file, `${place}/changes has ${twice} twice`) };
  return isWhole(kept) ? { kept } : { problem: damaged(file, place) };
}

function firstRepeated(texts: readonly string[]): string | undefined {
  const seen = new Set<string>();
  return texts.find((text) => seen.size === seen.add(text).size);
}

function isWhole({ createdAt: _, digest, ...rest }: Plan): boolean {
  return planDigest(rest) === digest;
}

const keepAgain = 'Keep one with cxform plan --out FILE';

function notJson(file: string, problem: string): Diagnostic {
  return error({
    code: 'PLAN_FILE_NOT_JSON',
    summary: `${file} is no plan: ${problem}`,
    hint: keepAgain,
  });
}

function notAPlan(file: string, detail: string): Diagnostic {
  return error({
    code: 'PLAN_FILE_NO_PLAN',
    summary: `${file} is JSON, and no plan of cxform`,
    detail,
    hint: keepAgain,
  });
}

function otherVersion(file: string, version: number): Diagnostic {
  return error({
    code: 'PLAN_FILE_VERSION',
    summary: `${file} has the format version ${version}; this cxform reads version 1`,
    hint: 'Show it with the cxform that has made it, or plan again with this one',
  });
}

function damaged(file: string, place: string): Diagnostic {
  return error({
    code: 'PLAN_FILE_DAMAGED',
    summary: `${file} is not as cxform has written it: its digest does not fit`,
    ...(place !== '' && { detail: place }),
    hint: 'Plan again; a plan is not to be edited, nor sent through what changes text',
  });
}

function noPlan(file: string): Diagnostic {
  return error({
    code: 'PLAN_FILE_REFUSED',
    summary: `${file} holds no plan, but why there was none`,
    hint: 'Put right what it says, and plan again',
  });
}
