import { describe, expect, it } from 'vitest';
import { appliedBefore } from '../../src/app/applied-before.ts';
import type { JournalRecord } from '../../src/core/journal.ts';
import type { Plan } from '../../src/core/plan.ts';
import { entriesOf, outcome, runStarted } from '../ledger/records.ts';

/** The plan of the run `r1`, with a change of `Skill/a` still to do. */
const plan = (action: string, fields: readonly object[] = []) =>
  ({ digest: 'p', changes: [{ address: 'Skill/a', action, fields, sources: {} }] }) as unknown as Plan;

const codesAfter = (record: JournalRecord, of = plan('delete')) =>
  appliedBefore(entriesOf(runStarted(), record), of).map(({ code }) => code);

describe('what a kept plan would do once more', () => {
  it('is what one of its runs has applied', () => {
    expect(codesAfter({ ...outcome('a', 'applied'), step: 'write' })).toEqual(['PLAN_STALE']);
    expect(codesAfter(outcome('a', 'failed'))).toEqual([]);
    expect(codesAfter({ ...outcome('a', 'applied'), run: 'other' })).toEqual([]);
  });

  it('is nothing that was only prepared, or written as an effect', () => {
    for (const step of ['unlink', 'rewrite'])
      expect(codesAfter({ ...outcome('a', 'applied'), step })).toEqual([]);
  });

  it('is nothing that is so already', () => {
    expect(codesAfter(outcome('a', 'applied'), plan('update'))).toEqual([]);
    expect(codesAfter(outcome('a', 'applied'), plan('update', [{}]))).toEqual(['PLAN_STALE']);
  });
});
