import { describe, expect, it } from 'vitest';
import type { JournalEntry } from '../../src/core/journal.ts';
import { priorOf } from '../../src/ledger/fold.ts';
import { entriesOf as entries, forgotten, intent, observed, runStarted } from './records.ts';

describe('priorOf', () => {
  it('knows each address as it was last observed', () => {
    const prior = priorOf(
      entries(
        runStarted(),
        observed('billing', { description: 'old' }),
        intent('sales'),
        observed('billing', { description: 'new' }),
      ),
    );
    expect([...prior.values()]).toEqual([
      {
        address: 'Skill/billing',
        id: 'id-billing',
        protect: false,
        facets: [],
        applied: { description: 'new' },
        cleared: {},
      },
    ]);
  });

  it('is in the order in which objects were last observed', () => {
    const prior = priorOf(entries(observed('a'), observed('b'), observed('a')));
    expect([...prior.keys()]).toEqual(['Skill/b', 'Skill/a']);
  });

  it('forgets an object', () => {
    expect(priorOf(entries(observed('billing'), forgotten('billing'))).size).toBe(0);
  });

  it('keeps the object that took a forgotten one’s address over', () => {
    const prior = priorOf(entries(observed('billing'), forgotten('billing', 'id-before')));
    expect([...prior.keys()]).toEqual(['Skill/billing']);
  });

  it('still knows an object whose values were erased as ours, and as protected', () => {
    const protectedOne = { ...observed('billing'), protect: true, values: { applied: {}, cleared: {} } };
    const [first, second] = entries(observed('billing'), protectedOne);
    const prior = priorOf([first, { ...second, erased: ['applied', 'cleared'] }] as JournalEntry[]);
    expect([...prior.values()]).toEqual([
      { address: 'Skill/billing', id: 'id-billing', protect: true, facets: [], applied: {}, cleared: {} },
    ]);
  });

  it('takes over no value that only a later version knows', () => {
    const later = { ...observed('billing'), values: { applied: {}, cleared: {}, owners: { '/x': 'y' } } };
    expect([...priorOf(entries(later)).values()]).toEqual([
      { address: 'Skill/billing', id: 'id-billing', protect: false, facets: [], applied: {}, cleared: {} },
    ]);
  });
});
