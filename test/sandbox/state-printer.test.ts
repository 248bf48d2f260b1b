import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { printedJson } from '../../src/sandbox/printed-json.ts';
import { readState } from '../../src/sandbox/read-state.ts';
import type { State } from '../../src/sandbox/state.ts';
import { StatePrinter } from '../../src/sandbox/state-printer.ts';
import type { Json, VersionedObject } from '../../src/sandbox/wire.ts';

const members = fc.dictionary(fc.string({ unit: 'binary' }), fc.jsonValue(), { maxKeys: 4 });
const list = fc
  .uniqueArray(fc.string({ minLength: 1 }), { maxLength: 4 })
  .chain((ids) => fc.tuple(...ids.map((id) => members.map((more) => ({ ...more, id, version: 1 })))));
const routing = fc.record(
  { skills: list, queues: list, users: list, profiles: list, languages: fc.jsonValue() },
  { requiredKeys: [] },
);

describe('a state', () => {
  it('is printed as JSON of two-space indent, with all that the file had', () => {
    fc.assert(
      fc.property(members, routing, (others, lists) => {
        const { settings: _, ...document } = others;
        const { skills = [], queues = [], users = [], profiles = [] } = lists;
        const whole = { ...document, routing: { ...lists, skills, queues, users, profiles } };
        const bytes = new TextEncoder().encode(JSON.stringify({ ...document, routing: lists }));
        const text = new StatePrinter().print(readState(bytes, '/state').state);
        expect(text).toBe(`${printedJson(whole as Json, 2)}\n`);
      }),
    );
  });

  it('that follows another is printed as if it were the first', () => {
    const printer = new StatePrinter();
    let skills: readonly VersionedObject[] = Array.from({ length: 450 }, (_, n) => skill(n, 1));
    const steps: readonly ((before: typeof skills) => typeof skills)[] = [
      (before) => before,
      (before) => before.with(7, skill(7, 2)),
      (before) => before.with(449, skill(449, 2)),
      (before) => [...before, skill(450, 1)],
      (before) => before.slice(0, 400),
      (before) => [...before, skill(400, 1)],
      (before) => before.slice(0, 399),
      (before) => before.filter(({ id }) => id !== 'skl_3'),
      (before) => before.toReversed(),
      () => [],
      () => [skill(1, 1)],
    ];
    for (const step of steps) {
      skills = step(skills);
      const state: State = { document: {}, skills, queues: skills, users: [], profiles: [] };
      expect(printer.print(state)).toBe(new StatePrinter().print(state));
      expect(JSON.parse(printer.print(state)).routing.skills).toEqual(skills);
    }
  });
});

const skill = (n: number, version: number): VersionedObject => ({
  id: `skl_${n}`,
  name: `Skill ${n}`,
  version,
});
