import { describe, expect, it } from 'vitest';
import { address } from '../../src/core/address.ts';
import type { JournalRecord, TakenOver, Unlocked } from '../../src/core/journal.ts';
import { openWrites } from '../../src/ledger/open-writes.ts';
import { entriesOf, intent, outcome, runEnded, runStarted } from './records.ts';

const takenOver = (at: string, expiresAt: string): TakenOver => ({
  ...{ type: 'taken-over', run: 'r2', at, expiresAt },
  ...{ from: 'r1', pid: 1, host: 'desk' },
});
const unlocked: Unlocked = {
  ...takenOver('2026-06-01T08:00:05Z', '2026-06-01T08:00:15Z'),
  type: 'unlocked',
};
const settled = (of = 'r1', step = 'write'): JournalRecord => {
  const { address, action } = intent('a');
  return { type: 'settled', at: runEnded().at, run: 'r2', address, action, step, of, effect: 'none' };
};
const at = (record: JournalRecord, moment: string): JournalRecord => ({ ...record, at: moment });

const opened = (...records: readonly JournalRecord[]) => openWrites(entriesOf(...records));
const sentBefore = (...records: readonly JournalRecord[]) => {
  const [write] = opened(runStarted(), intent('a'), ...records);
  return write?.sentBefore === undefined ? undefined : new Date(write.sentBefore).toISOString();
};

describe('a write that was begun', () => {
  it('is open with all that the intent says', () => {
    const facet = { address: address('OverflowRule', 'a'), path: '/overflow', protect: false };
    const told = { id: '7', version: 3, protect: true as const, facets: [facet], windowMs: 30_000 };
    const begun = { ...intent('a'), ...told };
    expect(opened(runStarted(), begun)).toEqual([
      {
        address: 'Skill/a',
        action: 'create',
        step: 'write',
        run: 'r1',
        at: '2026-06-01T08:00:00Z',
        sentBefore: undefined,
        ...told,
        desired: { displayName: 'a' },
      },
    ]);
  });

  it.each(['applied', 'failed', 'conflict', 'blocked'] as const)('is closed by the outcome %s', (kind) => {
    expect(opened(intent('a'), outcome('a', kind))).toEqual([]);
  });

  it('stays open where its end is unknown, and until a later run has settled it', () => {
    expect(opened(intent('a'), outcome('a', 'unknown'))).toHaveLength(1);
    expect(opened(intent('a'), outcome('a', 'unknown'), settled())).toEqual([]);
    expect(opened(intent('a'), settled('r0'))).toHaveLength(1);
    expect(opened(intent('a'), settled('r1', 'link'))).toHaveLength(1);
  });

  it('is one write for each step and each run, and the last intent is what was sent last', () => {
    const again = { ...intent('a'), version: 2 };
    expect(opened(intent('a'), again)).toMatchObject([{ version: 2 }]);
    const linked = { ...intent('a'), step: 'link' };
    const other = { ...intent('a'), run: 'r0' };
    expect(opened(other, intent('a'), linked)).toHaveLength(3);
    expect(opened(other, intent('a'), linked, outcome('a', 'applied'))).toMatchObject([
      { run: 'r0', step: 'write' },
      { run: 'r1', step: 'link' },
    ]);
  });

  it('is open again where it was begun again after its end was unknown', () => {
    const writes = opened(intent('a'), outcome('a', 'unknown'), intent('a'));
    expect(writes).toMatchObject([{ sentBefore: undefined }]);
  });
});

describe('the latest moment at which a write can have gone out', () => {
  it('is not known while its run may be at work', () => {
    expect(sentBefore()).toBeUndefined();
    expect(sentBefore({ ...runEnded(), run: 'r0' })).toBeUndefined();
  });

  it('is when its run gave it up, before anything else', () => {
    const unknown = at(outcome('a', 'unknown'), '2026-06-01T08:00:01Z');
    expect(sentBefore(unknown, runEnded())).toBe('2026-06-01T08:00:01.000Z');
  });

  it('is when its run ended', () => {
    expect(sentBefore(runEnded())).toBe('2026-06-01T09:00:00.000Z');
    const after = takenOver('2026-06-01T08:00:20Z', '2026-06-01T08:00:15Z');
    expect(sentBefore(runEnded(), after)).toBe('2026-06-01T09:00:00.000Z');
  });

  it('is when its run was found dead, or its time was over', () => {
    const dead = takenOver('2026-06-01T08:00:02Z', '2026-06-01T08:00:15Z');
    const late = takenOver('2026-06-01T08:00:20Z', '2026-06-01T08:00:15Z');
    expect(sentBefore(dead)).toBe('2026-06-01T08:00:02.000Z');
    expect(sentBefore(late)).toBe('2026-06-01T08:00:20.000Z');
    expect(sentBefore(dead, late)).toBe('2026-06-01T08:00:02.000Z');
  });

  it('is the end of the lease that somebody took away, since its run may not know', () => {
    expect(sentBefore(unlocked)).toBe('2026-06-01T08:00:15.000Z');
  });
});
