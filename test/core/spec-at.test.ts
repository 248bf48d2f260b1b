import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyDifferences, keyPath, patternOf, specAt } from '../../src/core/spec-at.ts';
import { hostileText, thing } from './thing.ts';

const english = { external: 'English', id: '1' };
const spec = {
  plain: 'x',
  cleared: null,
  nested: { size: 1 },
  parts: [
    { part: english, level: 3 },
    { part: 'french', level: 2 },
  ],
};

describe('specAt', () => {
  it('finds an element of a keyed list by either spelling of its key', () => {
    for (const segment of ['external:English', 'id:1']) {
      expect(specAt(thing, spec, `/parts/${segment}/level`)).toEqual({
        known: true,
        value: 3,
        pattern: '/parts/*/level',
        indexPath: '/parts/0/level',
      });
    }
  });

  it('knows of a field that was never set that it is not managed', () => {
    expect(specAt(thing, spec, '/other')).toMatchObject({ known: false, value: undefined });
    expect(specAt(thing, spec, '/nested/other')).toMatchObject({ known: false });
    expect(specAt(thing, {}, '/parts/french')).toMatchObject({ known: false });
    expect(specAt(thing, {}, '/parts/french/level')).toMatchObject({ known: false });
  });

  it('knows of an element that a managed list does not have that it is not there', () => {
    expect(specAt(thing, spec, '/parts/german')).toMatchObject({ known: true, value: undefined });
    expect(specAt(thing, spec, '/parts/german/level')).toMatchObject({ known: true, value: undefined });
  });

  it('knows of the members of a cleared field that they are gone', () => {
    expect(specAt(thing, spec, '/cleared')).toMatchObject({ known: true, value: null });
    expect(specAt(thing, spec, '/cleared/member')).toMatchObject({ known: true, value: undefined });
  });

  it('points at the nearest place that exists', () => {
    expect(specAt(thing, spec, '/parts/german/level').indexPath).toBe('/parts');
    expect(specAt(thing, spec, '/nested/other').indexPath).toBe('/nested');
  });

  it('does not take inherited members for fields', () => {
    expect(specAt(thing, spec, '/toString')).toMatchObject({ known: false, value: undefined });
  });
});

describe('patternOf', () => {
  it('stars the elements of keyed lists alone', () => {
    expect(patternOf(thing, '/parts/id:1/level')).toBe('/parts/*/level');
    expect(patternOf(thing, '/nested/size')).toBe('/nested/size');
  });
});

describe('keyPath', () => {
  it('spells an element of the manifest so that it is found in the tenant', () => {
    const path = keyPath(thing, spec, '/parts/external:English/level');
    const live = { parts: [{ part: { id: '1', label: 'English' }, level: 5 }] };
    expect(path).toBe('/parts/id:1/level');
    expect(specAt(thing, live, path).value).toBe(5);
  });

  it('leaves the path of an element that the spec does not have', () => {
    expect(keyPath(thing, spec, '/parts/id:9')).toBe('/parts/id:9');
    expect(keyPath(thing, spec, '/plain')).toBe('/plain');
  });

  it('finds any external name again, slashes and tildes included', () => {
    fc.assert(
      fc.property(hostileText(), (external) => {
        const escaped = external.replaceAll('~', '~0').replaceAll('/', '~1');
        const desired = { parts: [{ part: { external, id: '7' }, level: 1 }] };
        expect(keyPath(thing, desired, `/parts/external:${escaped}`)).toBe('/parts/id:7');
      }),
    );
  });
});

describe('applyDifferences', () => {
  it('writes into the element that the tenant has under the id', () => {
    const live = { parts: [{ part: { id: '1', label: 'English' }, level: 5 }] };
    const made = applyDifferences(thing, live, spec, [{ path: '/parts/external:English/level', after: 3 }]);
    expect(made).toEqual({ parts: [{ part: { id: '1', label: 'English' }, level: 3 }] });
  });

  it('leaves what it was given as it was', () => {
    const base = { nested: { size: 1 }, parts: [{ part: 'a', level: 1 }] };
    const before = structuredClone(base);
    applyDifferences(thing, base, {}, [
      { path: '/nested/size', after: 2 },
      { path: '/parts/a', after: null },
    ]);
    expect(base).toEqual(before);
  });
});
