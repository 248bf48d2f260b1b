import { describe, expect, it } from 'vitest';
import { address } from '../../src/core/address.ts';
import { Bindings } from '../../src/core/bindings.ts';

const objects = [
  { kind: 'Skill', id: '1', name: 'English' },
  { kind: 'Skill', id: '2' },
  { kind: 'Queue', id: '3', name: 'Billing' },
];
const billing = address('Queue', 'billing');
const bindings = new Bindings(objects, [[billing, '3']]);

describe('an id as a manifest writes it', () => {
  it.each([
    ['the name of what Git declares', 'Queue', '3', 'billing'],
    ['the id with the name in the tenant', 'Skill', '1', { id: '1', label: 'English' }],
    ['the id alone of what has no name', 'Skill', '2', { id: '2' }],
    ['gone, where no object of that kind has it', 'Skill', '3', { id: '3', gone: true }],
  ])('is %s', (_, kind, id, reference) => {
    expect(bindings.referenceTo(kind, id)).toEqual(reference);
  });
});

describe('bindings', () => {
  it('lead from addresses to ids and back, within a kind', () => {
    expect([bindings.idOf(billing), bindings.nameOf('Queue', '3')]).toEqual(['3', 'billing']);
    expect([bindings.idOf(address('Skill', 'billing')), bindings.nameOf('Skill', '3')]).toEqual([
      undefined,
      undefined,
    ]);
    expect([bindings.exists('Skill', '1'), bindings.exists('Queue', '1')]).toEqual([true, false]);
  });

  it('that are a copy learn what a run creates, and the others do not', () => {
    const own = bindings.copy();
    own.bind(address('Skill', 'french'), '9');
    expect(own.referenceTo('Skill', '9')).toBe('french');
    expect(own.referenceTo('Queue', '3')).toBe('billing');
    expect(bindings.idOf(address('Skill', 'french'))).toBeUndefined();
  });
});
