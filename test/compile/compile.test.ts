import { describe, expect, it } from 'vitest';
import { compile } from '../../src/compile/compile.ts';
import type { Address } from '../../src/core/address.ts';
import type { JsonObject } from '../../src/core/json.ts';
import { KindTable } from '../../src/core/kind-table.ts';
import type { Manifest } from '../../src/core/manifest.ts';
import type { TenantSpec } from '../../src/core/tenant-spec.ts';
import { kinds } from '../../src/kinds/index.ts';
import { codes } from '../support/engine-world.ts';
import { tenantSpec } from '../support/tenant-spec.ts';

const tenantOf = (pins: Readonly<Record<string, string>>): TenantSpec =>
  tenantSpec({ pins: new Map(Object.entries(pins) as [Address, string][]) });

let line = 0;

/** A manifest whose every place has a line of its own. */
function manifest(kind: string, name: string, spec: JsonObject, places: readonly string[] = []): Manifest {
  const sources = ['', ...places].map((path) => [path, { file: 'a.yaml', line: ++line, column: 1 }] as const);
  return {
    kind,
    name,
    labels: {},
    protect: false,
    ignore: [],
    formerly: [],
    spec,
    sources: new Map(sources),
    files: new Map(),
  };
}

const queue = (name: string, spec: JsonObject = {}, places: readonly string[] = []) =>
  manifest('Queue', name, { channel: 'voice', ...spec }, places);

function compiled(manifests: readonly Manifest[], pins = {}, broken: readonly Manifest[] = []) {
  const table = new KindTable(kinds);
  return compile({ tenant: tenantOf(pins), kinds: table, manifests, broken });
}

describe('a compiled manifest', () => {
  it('is named as its metadata where it gives no displayName', () => {
    const { resources } = compiled([
      manifest('Skill', 'a', {}),
      manifest('Skill', 'b', { displayName: 'B!' }),
    ]);
    expect(resources.map(({ spec }) => spec)).toEqual([{ displayName: 'a' }, { displayName: 'B!' }]);
  });

  it('has its durations in canonical form, and its nulls as they are', () => {
    const overflow = { maxWaitTime: '120s', action: 'drop' };
    const { resources } = compiled([
      queue('a', { wrapUpTimeout: '90000ms', overflow }),
      queue('b', { overflow: null }),
    ]);
    expect(resources.map(({ spec }) => [spec.wrapUpTimeout, spec.overflow])).toEqual([
      ['1m30s', { maxWaitTime: '2m', action: 'drop' }],
      [undefined, null],
    ]);
  });

  it('stands by address, whatever the order of the files', () => {
    const given = [queue('b'), manifest('Skill', 'a', {}), queue('a')];
    expect(compiled(given).resources.map(({ address }) => address)).toEqual([
      'Queue/a',
      'Queue/b',
      'Skill/a',
    ]);
  });

  it('bears the pin that the Tenant gives it', () => {
    const { resources } = compiled([queue('a'), queue('b')], { 'Queue/a': 'que_1' });
    expect(resources.map(({ pin }) => pin)).toEqual(['que_1', undefined]);
  });
});

describe('a reference by name', () => {
  const skilled = (skill: string) => queue('a', { skills: [{ skill, level: 1 }] }, ['/skills/0/skill']);

  it('to a manifest of the wanted kind is right', () => {
    expect(compiled([skilled('billing'), manifest('Skill', 'billing', {})]).diagnostics).toEqual([]);
  });

  it('that nothing bears is an error at its place, with the name that was meant', () => {
    const given = skilled('biling');
    const { diagnostics, resources } = compiled([given, manifest('Skill', 'billing', {})]);
    expect(diagnostics).toMatchObject([
      {
        severity: 'error',
        code: 'REFERENCE_NOT_FOUND',
        address: 'Queue/a',
        source: given.sources.get('/skills/0/skill'),
        hint: expect.stringContaining('billing'),
      },
    ]);
    expect(resources).toEqual([]);
  });

  it('does not find a manifest of another kind', () => {
    expect(codes(compiled([skilled('billing'), queue('billing')]).diagnostics)).toEqual([
      'REFERENCE_NOT_FOUND',
    ]);
  });

  it('to a manifest that is there and broken says nothing more', () => {
    expect(compiled([skilled('billing')], {}, [manifest('Skill', 'billing', {})]).diagnostics).toEqual([]);
  });

  it('from a manifest that is broken is looked for as well, so that all mistakes are told at once', () => {
    const overflow = { maxWaitTime: 5, action: 'routeToQueue' };
    const skills = [{ skill: 'gone', level: 6 }, { skil: 'a' }, { skil: 'b' }, { skill: 'gone' }, 7];
    const broken = queue('a', { skills, overflow }, ['/skills/3', '/overflow/action']);
    expect(codes(compiled([], {}, [broken]).diagnostics)).toEqual([
      'REFERENCE_NOT_FOUND',
      'REFERENCE_NOT_FOUND',
      'LIST_DUPLICATE',
      'OVERFLOW_TARGET_MISSING',
    ]);
  });

  it('has a hint as long as there are no more than a hundred different ones wrong', () => {
    const skills = (prefix: string) =>
      Array.from({ length: 75 }, (_, index) => ({ skill: `${prefix}${index}`, level: 1 }));
    const given = [
      manifest('Skill', 'spoken-language', {}),
      queue('a', { skills: skills('spoken-languag') }),
      queue('b', { skills: skills('spoken-languag') }),
      queue('c', { skills: skills('spoken_languag') }),
    ];
    const { diagnostics } = compiled(given);
    const hinted = diagnostics.filter(({ hint }) => hint === 'Did you mean spoken-language?');
    expect([diagnostics.length, hinted.length]).toEqual([225, 75 + 75 + 25]);
  });

  it('in the overflow is looked for too', () => {
    const overflow = { maxWaitTime: '1m', action: 'routeToQueue', targetQueue: 'gone' };
    expect(codes(compiled([queue('a', { overflow })]).diagnostics)).toEqual(['REFERENCE_NOT_FOUND']);
  });
});

describe('what cannot be right without the tenant', () => {
  it('is two manifests of a kind with one name in the tenant, told at the later one', () => {
    const second = queue('b', { displayName: 'Billing' }, ['/displayName']);
    const { diagnostics } = compiled([queue('a', { displayName: 'Billing' }), second]);
    expect(diagnostics).toMatchObject([
      { code: 'IDENTITY_SHARED', address: 'Queue/b', source: second.sources.get('/displayName') },
    ]);
  });

  it('is not one name in two kinds, nor one name of which both are pinned', () => {
    const twins = [queue('a', { displayName: 'X' }), queue('b', { displayName: 'X' })];
    const pinned = compiled(twins, { 'Queue/a': '1', 'Queue/b': '2' });
    const kinds = compiled([queue('a'), manifest('Skill', 'a', {})]);
    for (const { resources } of [pinned, kinds]) expect(resources).toHaveLength(2);
  });

  it('is two manifests pinned to one object', () => {
    const { diagnostics } = compiled([queue('a'), queue('b')], { 'Queue/a': '1', 'Queue/b': '1' });
    expect(codes(diagnostics)).toEqual(['IDENTITY_SHARED']);
  });

  it('is a pin of what no manifest declares, with the address that was meant', () => {
    const { diagnostics } = compiled([queue('billing')], { 'Queue/biling': '1' });
    expect(diagnostics).toMatchObject([
      {
        code: 'PIN_WITHOUT_MANIFEST',
        address: 'Queue/biling',
        hint: expect.stringContaining('Queue/billing'),
      },
    ]);
  });

  it('is a pin too many, of which the first hundred are told what was meant', () => {
    const pins = Array.from({ length: 120 }, (_, index) => [`Queue/long-name-${index}`, `${index}`]);
    const { diagnostics } = compiled([queue('long-name')], Object.fromEntries(pins));
    const meant = diagnostics.filter(({ hint }) => hint === 'Did you mean Queue/long-name?');
    expect([diagnostics.length, meant.length]).toEqual([120, 100]);
  });

  it('is a skill that stands twice, however it is written', () => {
    const skills = [
      { skill: { id: '1' }, level: 1 },
      { skill: { id: '1' }, level: 2 },
    ];
    const given = queue('a', { skills }, ['/skills/1']);
    expect(compiled([given]).diagnostics).toMatchObject([
      { code: 'LIST_DUPLICATE', address: 'Queue/a', source: given.sources.get('/skills/1') },
    ]);
  });

  it('is an overflow that routes to a queue and names none', () => {
    const overflow = { maxWaitTime: '1m', action: 'routeToQueue' };
    const given = queue('a', { overflow }, ['/overflow/action']);
    expect(
      compiled([given, queue('b', { overflow: { ...overflow, targetQueue: null } })]).diagnostics,
    ).toMatchObject([
      { code: 'OVERFLOW_TARGET_MISSING', source: given.sources.get('/overflow/action') },
      { code: 'OVERFLOW_TARGET_MISSING', address: 'Queue/b' },
    ]);
  });

  it('is told all at once', () => {
    const skills = [{ skill: 'gone', level: 1 }];
    const overflow = { maxWaitTime: '1m', action: 'routeToQueue' };
    const given = [queue('a', { skills, overflow }), queue('b', { displayName: 'a' })];
    expect(codes(compiled(given, { 'Queue/c': '1' }).diagnostics).sort()).toEqual([
      'IDENTITY_SHARED',
      'OVERFLOW_TARGET_MISSING',
      'PIN_WITHOUT_MANIFEST',
      'REFERENCE_NOT_FOUND',
    ]);
  });
});
