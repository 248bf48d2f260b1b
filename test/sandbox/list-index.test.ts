import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addedTo, objectOf, objectsAfter, replacedIn } from '../../src/sandbox/list-index.ts';

interface Thing {
  readonly id: string;
  readonly mark: number;
  readonly [member: string]: string | number;
}

const thing = (id: string, mark = 0): Thing => ({ id, mark });
const anId = fc.string({ minLength: 1, maxLength: 3 });
const things = fc.uniqueArray(anId, { maxLength: 30 }).map((ids) => ids.map((id) => thing(id)));

/** What each function answers, said the slow way. */
const slowly = {
  objectOf: (list: readonly Thing[], id: string) => list.find((one) => one.id === id),
  objectsAfter: (list: readonly Thing[], id: string, count: number) =>
    list
      .filter((one) => one.id > id)
      .sort((a, b) => (a.id < b.id ? -1 : 1))
      .slice(0, count),
};

describe('a list', () => {
  it('finds what a search from end to end finds, whatever was done to it', () => {
    const step = fc.record({ id: anId, mark: fc.nat(), kind: fc.constantFrom('add', 'replace', 'remove') });
    fc.assert(
      fc.property(
        things,
        fc.array(step, { maxLength: 12 }),
        anId,
        fc.nat(8),
        (begun, steps, asked, count) => {
          let list: readonly Thing[] = begun;
          const lists = [list];
          for (const { id, mark, kind } of steps) {
            const isThere = list.some((one) => one.id === id);
            if (kind === 'remove') list = list.filter((one) => one.id !== id);
            else if (kind === 'replace') list = replacedIn(list, thing(id, mark));
            else if (!isThere) list = addedTo(list, thing(id, mark));
            lists.push(list);
          }
          // All of them at the end: what became of a list must not show in it.
          for (const each of lists) {
            for (const id of [asked, ...each.map((one) => one.id)]) {
              expect(objectOf(each, id)).toBe(slowly.objectOf(each, id));
            }
            expect(objectsAfter(each, asked, count)).toEqual(slowly.objectsAfter(each, asked, count));
            expect(objectsAfter(each, '', 100)).toEqual(slowly.objectsAfter(each, '', 100));
          }
        },
      ),
    );
  });

  it('that two others were made of by adding to it finds what is in each', () => {
    const list = [thing('a')];
    const one = addedTo(list, thing('b'));
    const other = addedTo(list, thing('c'));
    expect(objectOf(other, 'b')).toBeUndefined();
    expect(objectOf(other, 'c')).toEqual(thing('c'));
    expect(objectOf(list, 'c')).toBeUndefined();
    expect(objectsAfter(one, '', 9)).toEqual([thing('a'), thing('b')]);
    expect(objectsAfter(other, '', 9)).toEqual([thing('a'), thing('c')]);
  });

  it('stays the same list where there is nothing to replace', () => {
    const list = [thing('a')];
    expect(replacedIn(list, thing('b'))).toBe(list);
  });
});
