import { describe, expect, it } from 'vitest';
import { address } from '../../src/core/address.ts';
import type { JournalRecord } from '../../src/core/journal.ts';
import type { OutcomeKind } from '../../src/core/outcome.ts';
import { owedEffects } from '../../src/ledger/owed-effects.ts';
import { entriesOf } from './records.ts';

const base = { at: '2026-06-01T08:00:00Z', run: 'r1' };
const queue = address('Queue', 'billing');
const profile = address('RoutingProfile', 'voice');

const started = (after = [queue], run = 'r1'): JournalRecord => ({
  ...base,
  run,
  type: 'run-started',
  tenant: 'prod',
  manifests: 'm',
  plan: 'p',
  effects: [{ effect: 'reassign', address: profile, after }],
});
const intent: JournalRecord = {
  ...base,
  type: 'intent',
  address: queue,
  action: 'update',
  step: 'write',
  values: { desired: {} },
};
const outcome = (kind: OutcomeKind): JournalRecord => ({
  ...base,
  type: 'outcome',
  address: queue,
  action: 'update',
  step: 'write',
  outcome: kind,
  attempts: 1,
});
const rewritten = (member: string, kind: OutcomeKind): JournalRecord => ({
  ...base,
  type: 'outcome',
  address: address('RoutingProfile', 'voice', member),
  action: 'update',
  step: 'reassign',
  outcome: kind,
  attempts: 1,
});
const ended = (run = 'r1'): JournalRecord => ({ ...base, run, type: 'run-ended', summary: {} });

const owed = (...records: readonly JournalRecord[]) =>
  [...owedEffects(entriesOf(...records))].map(([at, { effect, done }]) => [at, effect, [...done]]);

describe('what a run owes', () => {
  it('is nothing before it has sent anything, nor once it has ended', () => {
    expect(owed(started())).toEqual([]);
    expect(owed(started(), intent, outcome('applied'), ended())).toEqual([]);
    expect(owed(started(), intent, outcome('failed'))).toEqual([]);
  });

  it('are the members that it has not come to; those that failed were tried', () => {
    const killed = [
      started(),
      intent,
      outcome('applied'),
      rewritten('ana', 'applied'),
      rewritten('bo', 'failed'),
    ];
    const done = ['RoutingProfile/voice/ana', 'RoutingProfile/voice/bo'];
    expect(owed(...killed)).toEqual([[profile, 'reassign', done]]);
    expect(owed(...killed, started([], 'r2'))).toEqual([[profile, 'reassign', done]]);
    expect(owed(...killed, started([], 'r2'), ended('r2'))).toEqual([]);
  });

  it('is all where nobody knows whether the change that sets it off was made', () => {
    expect(owed(started(), intent)).toEqual([[profile, 'reassign', []]]);
    expect(owed(started(), intent, outcome('unknown'), ended())).toEqual([[profile, 'reassign', []]]);
  });

  it('is nothing where a later run, which sets off nothing, makes the change of one that had sent nothing', () => {
    const later = [
      { ...started([], 'r2'), effects: [] },
      { ...intent, run: 'r2' },
      { ...outcome('applied'), run: 'r2' },
    ] as const;
    expect(owed(started(), ...later)).toEqual([]);
  });

  it('is what a run that was stopped has not come to', () => {
    const stopped = { ...ended(), stopped: true } as JournalRecord;
    expect(owed(started(), intent, outcome('applied'), stopped)).toEqual([[profile, 'reassign', []]]);
  });
});
