import type { Clock, Random } from '../../core/ports.ts';
import type { Answering } from '../answering.ts';
import type { Sort } from './fault.ts';
import { FAULTS, type FaultKind } from './faults.ts';

/** How often which fault strikes, as a share of the requests that it can strike: 0 to 1, together at most 1. */
export type FaultRates = ReadonlyMap<FaultKind, number>;

interface FaultyParts {
  readonly rates: FaultRates;
  readonly random: Random;
  readonly clock: Clock;
  sortOf(request: Request): Sort;
}

/** A tenant, and the way to it, where now and then something goes wrong. Each request draws once, so that the same chance gives the same faults. */
export function faulty(tenant: Answering, { rates, random, clock, sortOf }: FaultyParts): Answering {
  const struck = { tenant, clock };
  const kinds = [...rates.keys()];
  return async (request) => {
    const drawn = random.next();
    for (const kind of kinds) {
      const following = FAULTS[kind].follow?.(request, struck);
      if (following) return following;
    }
    const kind = chosen(drawn, rates, sortOf(request));
    return kind === undefined ? tenant(request) : FAULTS[kind].answer(request, struck);
  };
}

function chosen(drawn: number, rates: FaultRates, sort: Sort): FaultKind | undefined {
  let end = 0;
  for (const [kind, rate] of rates) {
    if (!FAULTS[kind].strikes.includes(sort)) continue;
    end += rate;
    if (drawn < end) return kind;
  }
  return undefined;
}
