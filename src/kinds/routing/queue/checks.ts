import { error } from '../../../core/diagnostic.ts';
import { isObject } from '../../../core/json.ts';
import type { Check } from '../../../core/kind.ts';
import { asReference } from '../../../core/reference.ts';
import { sourceOf } from '../../../core/source-of.ts';

/** `OVERFLOW_TARGET_MISSING`: the tenant refuses a routeToQueue that names no queue (contract §2). */
const overflowTarget: Check = (resources) =>
  resources.flatMap((resource) => {
    const { overflow } = resource.spec;
    if (!isObject(overflow) || overflow.action !== 'routeToQueue' || asReference(overflow.targetQueue))
      return [];
    return [
      error({
        code: 'OVERFLOW_TARGET_MISSING',
        summary: 'Overflow routes to a queue and names none',
        hint: 'Add targetQueue, or use action: drop',
        address: resource.address,
        source: sourceOf(resource, '/overflow/action'),
      }),
    ];
  });

export const queueChecks: readonly Check[] = [overflowTarget];
