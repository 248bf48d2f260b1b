import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import type { JsonObject } from '../../core/json.ts';
import type { RefusedPlan } from '../../core/kept-plan.ts';
import type { Plan } from '../../core/plan.ts';
import { planSchema, refusedSchema } from './plan-schema.ts';

/** A value in the shape of a plan, or of the answer that there is none; else the first place where it has neither. */
export type Shape =
  | { readonly kept: Plan | RefusedPlan; readonly wrong?: never }
  | { readonly kept?: never; readonly wrong: string };

/** Looks at the shape of a JSON object, everywhere. */
export function shapeOf(value: JsonObject): Shape {
  const { plan, refused } = checks();
  // Only by these is it known what somebody meant.
  if (!Object.hasOwn(value, 'changes') && refused(value)) return { kept: value as unknown as RefusedPlan };
  if (plan(value)) return { kept: value as unknown as Plan };
  const [wrong] = plan.errors ?? [];
  return { wrong: `${wrong?.instancePath || '/'} ${wrong?.message ?? 'is wrong'}` };
}

interface Checks {
  readonly plan: ValidateFunction;
  readonly refused: ValidateFunction;
}

let compiled: Checks | undefined;

/** Compiled on first use: that takes some milliseconds. */
function checks(): Checks {
  if (compiled) return compiled;
  const ajv = new Ajv2020({ validateSchema: false, allowUnionTypes: true });
  compiled = { plan: ajv.compile(planSchema), refused: ajv.compile(refusedSchema) };
  return compiled;
}
