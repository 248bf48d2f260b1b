import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isPlan, type KeptPlans } from '../../../src/core/kept-plan.ts';
import type { Plan } from '../../../src/core/plan.ts';
import { readPlanFile } from '../../../src/plan/file/read-plan-file.ts';
import { planDigest } from '../../../src/plan/plan-digest.ts';
import { jsonText } from '../../../src/report/escape.ts';
import { planText } from '../../../src/report/text/plan.ts';
import { styleOf } from '../../../src/report/text/style.ts';
import { engineWorld } from '../../support/engine-world.ts';

/** A plan with a change of each sort, an effect, an adoption, an orphan, and advice. */
async function somePlan(): Promise<Plan> {
  const world = await engineWorld({
    declared: [
      { kind: 'Queue', metadata: { name: 'old' }, spec: { channel: 'voice' } },
      { kind: 'Queue', metadata: { name: 'kept' }, spec: { channel: 'voice', wrapUpTimeout: '30s' } },
    ],
    tenant: { prune: true, checks: {} },
    skills: [{ id: 's1', name: 'spanish', version: 1 }],
    queues: [{ id: 'q9', name: 'Stranger\u001b[2J', channel: 'voice', skills: [], version: 1 }],
  });
  await world.apply();
  await world.declare(
    { kind: 'Queue', metadata: { name: 'kept' }, spec: { channel: 'voice', wrapUpTimeout: '45s' } },
    {
      kind: 'Queue',
      metadata: { name: 'new' },
      spec: {
        channel: 'voice',
        skills: [{ skill: { external: 'spanish' }, level: 2 }],
        overflow: { maxWaitTime: '1m', action: 'routeToQueue', targetQueue: 'kept' },
      },
    },
  );
  return world.plan();
}

const plan = await somePlan();
const bytes = (value: unknown) => new TextEncoder().encode(jsonText(value));
const read = (value: unknown) => readPlanFile(bytes(value), 'plan.json');
const codesOf = (value: unknown) => read(value).diagnostics?.map(({ code }) => code);

/** With a digest that fits, as only somebody who means harm would make it. */
function sealed(changed: object): object {
  const { createdAt, digest: _, ...rest } = { ...plan, ...changed };
  return { ...rest, createdAt, digest: planDigest(rest) };
}

/** What people would see of it. */
function shownOf({ plan: one, tenants = [] }: KeptPlans): readonly string[] {
  return [...(one ? [one] : []), ...tenants].map((kept) =>
    isPlan(kept) ? planText(kept, styleOf({ color: false })) : '',
  );
}

describe('a plan that was kept', () => {
  it('is read back as it was', () => {
    expect(plan.changes.map(({ action }) => action).sort()).toEqual(['create', 'delete', 'update']);
    expect(read(plan)).toEqual({ kept: { plan } });
  });

  it('may have been made at any other time: that is no part of what was planned', () => {
    expect(read({ ...plan, createdAt: '2031-01-01T00:00:00.000Z' }).kept).toBeDefined();
  });

  it('may have members of a later version, which its digest covers', () => {
    const later = sealed({ approvals: [{ by: 'ana' }] });
    expect(read(later).kept?.plan).toEqual(later);
    expect(codesOf({ ...plan, approvals: [] })).toEqual(['PLAN_FILE_DAMAGED']);
  });

  it('is read whatever begins the file: a byte order mark as well', () => {
    const marked = new Uint8Array([0xef, 0xbb, 0xbf, ...bytes(plan)]);
    expect(readPlanFile(marked, 'plan.json').kept).toBeDefined();
  });

  it('is one of several, in their order, beside why there is none', () => {
    const refused = {
      formatVersion: 1,
      tenant: 'dev',
      diagnostics: [{ severity: 'error', code: 'UNKNOWN_KEY', summary: 'no' }],
    };
    expect(read({ formatVersion: 1, tenants: [refused, plan] })).toEqual({
      kept: { tenants: [refused, plan] },
    });
  });
});

describe('what is no plan', () => {
  it.each([
    ['nothing', '', 'PLAN_FILE_NOT_JSON'],
    ['half a plan', jsonText(plan).slice(0, 400), 'PLAN_FILE_NOT_JSON'],
    ['two plans', jsonText(plan).repeat(2), 'PLAN_FILE_NOT_JSON'],
    ['YAML', 'kind: Tenant', 'PLAN_FILE_NOT_JSON'],
    ['a key that every object inherits', '{"formatVersion": 1, "__proto__": {}}', 'PLAN_FILE_NOT_JSON'],
    ['a number beyond all', '{"formatVersion": 1e999}', 'PLAN_FILE_NOT_JSON'],
    ['lists without end', '['.repeat(1_000_000) + ']'.repeat(1_000_000), 'PLAN_FILE_NOT_JSON'],
    ['maps without end', `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`, 'PLAN_FILE_NOT_JSON'],
    ['null', 'null', 'PLAN_FILE_NO_PLAN'],
    ['a list', '[]', 'PLAN_FILE_NO_PLAN'],
    ['a map without anything', '{}', 'PLAN_FILE_NO_PLAN'],
    ['plans of no Tenant', '{"formatVersion": 1, "tenants": []}', 'PLAN_FILE_NO_PLAN'],
    ['another list of Tenants', '{"formatVersion": 1, "tenants": [{"name": "dev"}]}', 'PLAN_FILE_NO_PLAN'],
    ['no answer at all', '{"formatVersion": 1, "diagnostics": []}', 'PLAN_FILE_NO_PLAN'],
    ['another answer', '{"formatVersion": 1, "diagnostics": [], "summary": {}}', 'PLAN_FILE_NO_PLAN'],
    ['a later format', '{"formatVersion": 2}', 'PLAN_FILE_VERSION'],
  ])('is told: %s', (_, text, code) => {
    const { diagnostics } = readPlanFile(new TextEncoder().encode(text), 'plan.json');
    expect(diagnostics).toMatchObject([{ severity: 'error', code, hint: expect.stringMatching(/\S/) }]);
  });

  it('is what no text is', () => {
    for (const odd of [[0xff, 0xfe, 0x7b, 0x00], [0xc3, 0x28], [0x80]]) {
      const { diagnostics } = readPlanFile(new Uint8Array(odd), 'plan.json');
      expect(diagnostics?.map(({ code }) => code)).toEqual(['PLAN_FILE_NOT_JSON']);
    }
  });

  it('is a plan that somebody has edited', () => {
    const [first, ...others] = plan.changes;
    expect(codesOf({ ...plan, tenant: 'dev' })).toEqual(['PLAN_FILE_DAMAGED']);
    expect(codesOf({ ...plan, changes: others })).toEqual(['PLAN_FILE_DAMAGED']);
    expect(codesOf({ ...plan, changes: [{ ...first, id: 'x' }, ...others] })).toEqual(['PLAN_FILE_DAMAGED']);
    expect(codesOf({ formatVersion: 1, tenants: [plan, { ...plan, tenant: 'dev' }] })).toEqual([
      'PLAN_FILE_DAMAGED',
    ]);
  });

  it('is a file that says why there is none: what it says is passed on', () => {
    const diagnostic = { severity: 'error', code: 'UNKNOWN_KEY', summary: 'no' };
    expect(read({ formatVersion: 1, diagnostics: [diagnostic] }).diagnostics).toMatchObject([
      { code: 'PLAN_FILE_REFUSED' },
      diagnostic,
    ]);
  });

  it.each([
    ['an action that there is not', { changes: [{ ...plan.changes[0], action: 'toString' }] }],
    [
      'a field without an origin',
      { changes: [{ ...plan.changes[0], fields: [{ path: '/a', before: 1, after: 2 }] }] },
    ],
    ['a place without a line', { changes: [{ ...plan.changes[0], sources: { '': { file: 'a' } } }] }],
    ['one address twice', { changes: [plan.changes[0], plan.changes[0]] }],
    ['an address that is none', { targets: ['billing'] }],
    ['a summary of words', { summary: { ...plan.summary, create: 'many' } }],
    ['a severity that there is not', { diagnostics: [{ severity: 'constructor', code: 'A', summary: 'b' }] }],
  ])('is one with %s, however its digest fits', (_, changed) => {
    expect(codesOf(sealed(changed))).toEqual(['PLAN_FILE_NO_PLAN']);
  });
});

describe('a plan that somebody made to do harm', () => {
  const values = fc.json({ maxDepth: 3 }).map((text) => JSON.parse(text));

  it('can be shown wherever it passes, with any value in any place', () => {
    const places = placesIn(plan, []).filter((place) => place.length > 0);
    let passed = 0;
    fc.assert(
      fc.property(fc.constantFrom(...places), values, (place, value) => {
        const { createdAt: _, digest: __, ...changed } = withValue(plan, place, value) as Plan;
        const made = { ...changed, createdAt: plan.createdAt, digest: planDigest(changed) };
        const { kept, diagnostics } = read(made);
        if (kept) passed++;
        const shown = kept ? shownOf(kept) : diagnostics.map(({ summary }) => `${summary}\n`);
        for (const text of shown) expect(text).toMatch(/.\n$/);
      }),
      { numRuns: 2_000, seed: 7 },
    );
    expect(passed).toBeGreaterThan(100);
  });

  const oddities: readonly object[] = [
    { external: 'a', id: { toString: 1 } },
    { id: 'a', external: { toString: 1 } },
    { id: 'a', label: 5 },
    { external: ['a'], id: 'b', label: null, gone: 'x' },
    { toString: 1, valueOf: 2 },
  ];

  it.each(oddities)('can be shown where a reference is none: %j', (odd) => {
    const fields = [odd, [odd], { deeper: odd }].map((value) => ({
      path: '/skills/a',
      before: value,
      after: { skill: value },
      origin: 'both',
    }));
    const { kept } = read(sealed({ changes: [{ ...plan.changes[0], action: 'update', fields }] }));
    expect(kept && shownOf(kept)[0]).toMatch(/skills\/a/);
  });

  it('takes no longer than its size: nesting, many changes, long names', () => {
    const [change] = plan.changes;
    let deep: unknown = 1;
    for (let level = 0; level < 150; level++) deep = { a: deep };
    const many = Array.from({ length: 20_000 }, (_, index) => ({
      ...change,
      address: `Queue/${index}${'x'.repeat(100)}`,
    }));
    const { kept } = read(sealed({ changes: [{ ...change, desired: { deep } }, ...many] }));
    expect(kept && shownOf(kept)[0]?.length).toBeGreaterThan(1_000_000);
  });
});

type Steps = readonly (string | number)[];

/** Every place in a value. */
function placesIn(value: unknown, at: Steps): Steps[] {
  if (typeof value !== 'object' || value === null) return [at];
  const members = Array.isArray(value) ? value.entries() : Object.entries(value);
  return [at, ...[...members].flatMap(([step, member]) => placesIn(member, [...at, step]))];
}

function withValue(value: unknown, [step, ...rest]: Steps, put: unknown): unknown {
  if (step === undefined) return put;
  if (Array.isArray(value))
    return value.map((one, index) => (index === step ? withValue(one, rest, put) : one));
  const members = value as Readonly<Record<string, unknown>>;
  return { ...members, [step]: withValue(members[step], rest, put) };
}
