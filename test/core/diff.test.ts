import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { diff } from '../../src/core/diff.ts';
import { isObject, type JsonObject } from '../../src/core/json.ts';
import { pathSegments } from '../../src/core/path.ts';
import { applyDifferences, specAt } from '../../src/core/spec-at.ts';
import { sameValue } from '../../src/core/stable.ts';
import { asLive, liveArbitrary, reordered, specArbitrary, thing } from './thing.ts';

const paths = (live: JsonObject, desired: JsonObject, cleared?: JsonObject) =>
  diff(thing, live, desired, cleared).map(({ path }) => path);

describe('the one diff', () => {
  it('carried out on its base leaves nothing to do: apply(base, diff(base, x)) = x', () => {
    fc.assert(
      fc.property(liveArbitrary(), specArbitrary(), (base, wanted) => {
        const made = applyDifferences(thing, base, wanted, diff(thing, base, wanted));
        expect(diff(thing, made, wanted)).toEqual([]);
        for (const [key, value] of Object.entries(wanted)) {
          // Of an object that is managed member by member the others stay as they were.
          if (isObject(value) && key === 'nested') continue;
          // A list without elements and no list are one.
          const found = ['parts', 'slots'].includes(key) && !made[key] && value ? [] : made[key];
          expect(sameValue(thing, `/${key}`, found, value)).toBe(true);
        }
      }),
    );
  });

  it('carried out leaves every field alone that is not managed', () => {
    fc.assert(
      fc.property(liveArbitrary(), specArbitrary(), (base, wanted) => {
        const made = applyDifferences(thing, base, wanted, diff(thing, base, wanted));
        for (const key of Object.keys(base).filter((key) => !(key in wanted))) {
          expect(made[key]).toEqual(base[key]);
        }
        if (!isObject(base.nested) || !isObject(wanted.nested) || !isObject(made.nested)) return;
        for (const key of Object.keys(base.nested)) {
          if (key in wanted.nested) continue;
          expect(made.nested[key]).toEqual(base.nested[key]);
        }
      }),
    );
  });

  it('finds nothing between a spec and itself', () => {
    fc.assert(
      fc.property(specArbitrary(), (spec) => {
        expect(diff(thing, spec, spec)).toEqual([]);
        expect(diff(thing, asLive(spec), spec)).toEqual([]);
      }),
    );
  });

  it('does not see the order of keyed lists, of sets and of members', () => {
    fc.assert(
      fc.property(specArbitrary(), (spec) => {
        expect(paths(spec, reordered(spec))).toEqual([]);
      }),
    );
  });

  it('never names a field that desired leaves out', () => {
    fc.assert(
      fc.property(liveArbitrary(), specArbitrary(), (live, desired) => {
        for (const path of paths(live, desired)) {
          expect(Object.keys(desired)).toContain(pathSegments(path)[0]);
        }
      }),
    );
  });

  it('names each place once, in order, with what stands there and what is wanted', () => {
    fc.assert(
      fc.property(liveArbitrary(), specArbitrary(), (live, desired) => {
        const differences = diff(thing, live, desired);
        const named = differences.map(({ path }) => path);
        expect(named).toEqual([...new Set(named)].sort((a, b) => (a < b ? -1 : 1)));
        for (const { path, after } of differences.filter(({ after }) => after !== null)) {
          const { value, pattern } = specAt(thing, desired, path);
          expect(sameValue(thing, pattern, value, after)).toBe(true);
        }
      }),
    );
  });

  it('takes an object without members for one that manages none of them, where the tenant has it', () => {
    expect(diff(thing, { nested: { size: 1 } }, { nested: {} })).toEqual([]);
    const missing = [{ path: '/nested', before: null, after: {} }];
    expect(diff(thing, { nested: null }, { nested: {} })).toEqual(missing);
    expect(diff(thing, {}, { nested: {} })).toEqual(missing);
  });

  it('does not take inherited members for fields', () => {
    expect(diff(thing, {}, { toString: null, valueOf: 'x' })).toEqual([
      { path: '/valueOf', before: null, after: 'x' },
    ]);
    expect(diff(thing, {}, { toString: { size: 1 } })).toEqual([
      { path: '/toString/size', before: null, after: 1 },
    ]);
  });

  it('sees the order of a list that is one value', () => {
    expect(paths({ atomic: [1, 2] }, { atomic: [2, 1] })).toEqual(['/atomic']);
  });

  it('names an element of a keyed list by its key, a composite one joined with a comma', () => {
    const slot = { day: 'mon', hour: 9, agents: 1 };
    expect(diff(thing, { slots: [slot] }, { slots: [{ ...slot, agents: 2 }] })).toEqual([
      { path: '/slots/mon,9/agents', before: 1, after: 2 },
    ]);
  });

  it('shows an element that only one side has as a whole', () => {
    const live = { parts: [{ part: 'a', level: 1 }] };
    const desired = { parts: [{ part: 'b', level: 2 }] };
    expect(diff(thing, live, desired)).toEqual([
      { path: '/parts/a', before: { part: 'a', level: 1 }, after: null },
      { path: '/parts/b', before: null, after: { part: 'b', level: 2 } },
    ]);
  });

  it('compares references by id, and names the element as the manifest does', () => {
    const live = { parts: [{ part: { id: '1', label: 'English' }, level: 1 }] };
    const part = { external: 'English', id: '1' };
    expect(paths(live, { parts: [{ part, level: 1 }] })).toEqual([]);
    expect(paths(live, { parts: [{ part, level: 2 }] })).toEqual(['/parts/external:English/level']);
    expect(paths(live, { parts: [{ part: { id: '1' }, level: 2 }] })).toEqual(['/parts/id:1/level']);
  });

  it('does not see a new name behind an id', () => {
    expect(paths({ target: { id: '1', label: 'old' } }, { target: { id: '1', label: 'new' } })).toEqual([]);
  });
});

describe('null in a manifest', () => {
  it('holds where the live field is absent or null', () => {
    expect(paths({}, { plain: null })).toEqual([]);
    expect(paths({ plain: null }, { plain: null })).toEqual([]);
  });

  it('is a difference where the live field has a value, zero included', () => {
    expect(diff(thing, { plain: 0 }, { plain: null })).toEqual([{ path: '/plain', before: 0, after: null }]);
  });

  it('holds where the tenant shows what it showed right after our own clear', () => {
    expect(paths({ plain: 0 }, { plain: null }, { '/plain': 0 })).toEqual([]);
    expect(paths({ nested: { size: 5 } }, { nested: { size: null } }, { '/nested/size': 5 })).toEqual([]);
  });

  it('is a difference again where the tenant shows something else since', () => {
    expect(paths({ plain: 7 }, { plain: null }, { '/plain': 0 })).toEqual(['/plain']);
  });

  it('remembered as cleared does not make a value hold', () => {
    expect(paths({ plain: 0 }, { plain: 5 }, { '/plain': 0 })).toEqual(['/plain']);
  });
});
