import { describe, expect, it } from 'vitest';
import { queue, skill } from '../support/declarations.ts';
import { codes, engineWorld } from '../support/engine-world.ts';

describe('validate', () => {
  it('finds nothing wrong with manifests that fit', async () => {
    const world = await engineWorld({
      declared: [skill('a'), queue('b', { skills: [{ skill: 'a', level: 5 }] })],
    });
    expect(await world.validate()).toEqual({
      formatVersion: 1,
      diagnostics: [],
      summary: { manifests: 2, resources: 2, errors: 0, warnings: 0 },
    });
  });

  it('asks neither the tenant nor the ledger', async () => {
    const world = await engineWorld({
      declared: [queue('b', { skills: [{ skill: { external: 'not looked up' }, level: 1 }] })],
    });
    await world.files.append('/centre/.cxform/prod/journal.jsonl', 'damaged\n');
    await world.files.write('/centre/tenant.json', 'damaged');
    expect((await world.validate()).summary).toMatchObject({ errors: 0 });
    expect(world.requests).toEqual([]);
  });

  it('tells everything at once, each at its place', async () => {
    const world = await engineWorld({
      declared: [
        queue('a', { skills: [{ skill: 'gone', level: 6 }] }),
        queue('b', { wrapUpTimeout: 30 }),
        queue('c', { overflow: { maxWaitTime: '1m', action: 'routeToQueue', targetQueue: 'gone' } }),
      ],
    });
    const { diagnostics, summary } = await world.validate();
    expect(summary.errors).toBe(diagnostics.length);
    const places = diagnostics.map(({ source, severity }) => `${severity} ${source?.file}`);
    expect(new Set(places)).toEqual(
      new Set(['a', 'b', 'c'].map((name) => `error manifests/Queue-${name}.yaml`)),
    );
  });

  it('says of a manifest that is broken no more than that: what refers to it does not dangle', async () => {
    const world = await engineWorld({
      declared: [skill('a', { nonsense: 1 }), queue('b', { skills: [{ skill: 'a', level: 1 }] })],
    });
    const { diagnostics } = await world.validate();
    expect(diagnostics.map(({ source }) => source?.file)).toEqual(['manifests/Skill-a.yaml']);
  });
});

describe('bad input', () => {
  it.each([
    ['a level over 5', queue('a', { skills: [{ skill: { id: 's' }, level: 6 }] })],
    ['a bare number for a duration', queue('a', { wrapUpTimeout: 30 })],
    ['an unknown key', queue('a', { wrapupTimeout: '30s' })],
    ['a skill twice', queue('a', { skills: Array(2).fill({ skill: { id: 's' }, level: 1 }) })],
    [
      '101 skills',
      queue('a', {
        skills: Array.from({ length: 101 }, (_, index) => ({ skill: { id: `s${index}` }, level: 1 })),
      }),
    ],
    ['a route to no queue', queue('a', { overflow: { maxWaitTime: '1m', action: 'routeToQueue' } })],
    ['a dangling reference', queue('a', { skills: [{ skill: 'gone', level: 1 }] })],
  ])('such as %s makes no plan, no drift and no apply, and nothing is sent', async (_, declared) => {
    const world = await engineWorld({ declared: [declared, skill('fine')] });
    for (const result of [await world.planResult(), await world.driftResult(), await world.applyResult()]) {
      expect(Object.keys(result)).toEqual(['diagnostics']);
      expect(result).toMatchObject({ diagnostics: [{ severity: 'error', address: 'Queue/a' }] });
      expect(world.requests).toEqual([]);
    }
    expect(await world.journal()).toEqual([]);
    expect((await world.validate()).summary.errors).toBe(1);
  });
});

describe('a ledger of another tenant', () => {
  it('is refused before anything is sent', async () => {
    const world = await engineWorld({ declared: [skill('a')] });
    const at = '2026-06-01T08:00:00.000Z';
    const foreign = { type: 'run-started', tenant: 'test', manifests: '', plan: '', at, run: '1' } as const;
    await (await world.ledger()).append([foreign], '');
    const result = await world.planResult();
    expect(codes('diagnostics' in result ? result.diagnostics : [])).toEqual(['LEDGER_FOREIGN']);
    expect(world.requests).toEqual([]);
  });
});
