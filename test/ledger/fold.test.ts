import { describe, expect, it } from 'vitest';
import type { JournalEntry, JournalRecord } from '../../src/core/journal.ts';
import { priorOf } from '../../src/ledger/fold.ts';
import { forgotten, intent, observed, runStarted } from './records.ts';

const entries = (...records: JournalRecord[]): JournalEntry[] =>
  records.map((record, index) => ({ ...record, seq: index + 1, hash: `h${index + 1}` }));

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
        applied: { description: 'new' },
        cleared: {},
      },
    ]);
  });

  it('forgets an object', () => {
    expect(priorOf(entries(observed('billing'), forgotten('billing'))).size).toBe(0);
  });

  it('keeps the object that took a forgotten one’s address over', () => {
    const prior = priorOf(entries(observed('billing'), forgotten('billing', 'id-before')));
    expect([...prior.keys()]).toEqual(['Skill/billing']);
  });

  it('knows nothing of an address whose last values were erased', () => {
    const [first, second] = entries(observed('billing'), observed('billing'));
    expect(priorOf([first, { ...second, erased: ['applied'] }] as JournalEntry[]).size).toBe(0);
  });
});
