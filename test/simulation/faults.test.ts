import { describe, expect, it } from 'vitest';
import type { Plan } from '../../src/core/plan.ts';
import { FAULT_KINDS, type FaultKind } from '../../src/sandbox/faults/faults.ts';
import { planStruck, struckCentre } from './struck-centre.ts';

/** What a plan may end with where requests go wrong in this one way. */
const truths: { readonly [kind in FaultKind]: readonly string[] } = {
  '429': ['API_RATE_LIMITED'],
  '429-date': ['API_RATE_LIMITED'],
  '429-bare': ['API_RATE_LIMITED'],
  '500': ['API_SERVER_ERROR', 'API_BREAKER_OPEN'],
  '503': ['API_SERVER_ERROR', 'API_BREAKER_OPEN'],
  '401': ['API_UNAUTHORIZED'],
  '413': ['API_TOO_LARGE'],
  'token-down': ['API_SERVER_ERROR', 'API_BREAKER_OPEN'],
  'reset-before': ['API_CONNECTION_LOST', 'API_BREAKER_OPEN'],
  'reset-during': ['API_CONNECTION_LOST', 'API_BREAKER_OPEN'],
  'reset-after': ['API_CONNECTION_LOST', 'API_BREAKER_OPEN'],
  'slow-headers': ['API_TIMEOUT', 'API_BREAKER_OPEN'],
  'slow-body': ['API_TIMEOUT', 'API_BREAKER_OPEN'],
  truncated: ['API_UNREADABLE'],
  html: ['API_UNREADABLE'],
  'no-list': ['API_UNREADABLE'],
  'repeat-page': ['API_UNREADABLE'],
  endless: ['API_UNREADABLE'],
  redirect: ['API_REDIRECT_REFUSED'],
  '404': ['API_HOST_UNKNOWN'],
};

const plans = 1_000;
const perKind = 20;

/** A plan without what tells how hard it was to read the tenant. */
function said({ createdAt: _, digest: __, summary, ...plan }: Plan) {
  const { requests: _requests, estimatedSeconds: _seconds, ...counts } = summary;
  return { ...plan, summary: counts };
}

describe('a plan against a tenant with faults', () => {
  it(`ends right or with a truthful error, ${plans} times with 20 % faults of all kinds`, async () => {
    const centre = await struckCentre();
    const right = said(await centre.plan());
    const before = centre.files.all();
    const ends = new Map<string, number>();
    for (let seed = 1; seed <= plans; seed++) {
      const rates = new Map(FAULT_KINDS.map((kind) => [kind, 0.2 / FAULT_KINDS.length] as const));
      const { result, shown, secrets } = await planStruck(centre, rates, seed);
      expect(secrets.filter((secret) => shown.includes(secret))).toEqual([]);
      if (result.plan) expect(said(result.plan)).toEqual(right);
      const codes = result.plan ? ['right'] : result.diagnostics.map(({ code }) => code);
      expect(codes.length).toBeGreaterThan(0);
      for (const code of codes) ends.set(code, (ends.get(code) ?? 0) + 1);
    }
    // Nothing is left behind, and no end is of another sort than the faults are.
    expect(centre.files.all()).toEqual(before);
    const truthful = new Set(['right', ...Object.values(truths).flat()]);
    expect([...ends.keys()].filter((end) => !truthful.has(end))).toEqual([]);
    expect(ends.get('right')).toBeGreaterThan(plans / 10);
    expect(ends.size).toBeGreaterThan(4);
  }, 240_000);

  it.each(FAULT_KINDS)(
    `ends right or names the fault, ${perKind} times where a fifth of the requests meet %s alone`,
    async (kind) => {
      const centre = await struckCentre();
      const right = said(await centre.plan());
      for (let seed = 1; seed <= perKind; seed++) {
        const { result, shown, secrets } = await planStruck(centre, new Map([[kind, 0.2]]), seed);
        expect(secrets.filter((secret) => shown.includes(secret))).toEqual([]);
        if (result.plan) expect(said(result.plan)).toEqual(right);
        else
          for (const { code, hint } of result.diagnostics)
            expect([truths[kind], hint]).toEqual([expect.arrayContaining([code]), expect.any(String)]);
      }
    },
    60_000,
  );
});
