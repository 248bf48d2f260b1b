import { address } from '../../src/core/address.ts';
import type {
  Forgotten,
  Intent,
  JournalEntry,
  JournalRecord,
  Observed,
  OutcomeRecorded,
  RunEnded,
  RunStarted,
} from '../../src/core/journal.ts';
import type { JsonObject } from '../../src/core/json.ts';
import type { OutcomeKind } from '../../src/core/outcome.ts';

const base = { at: '2026-06-01T08:00:00Z', run: 'r1' };

export const runStarted = (tenant = 'prod'): RunStarted => ({
  ...base,
  type: 'run-started',
  tenant,
  manifests: 'm',
  plan: 'p',
});

export const observed = (name: string, applied: JsonObject = { displayName: name }): Observed => ({
  ...base,
  type: 'observed',
  address: address('Skill', name),
  id: `id-${name}`,
  protect: false,
  values: { applied, cleared: {} },
});

export const intent = (name: string): Intent => ({
  ...base,
  type: 'intent',
  address: address('Skill', name),
  action: 'create',
  step: 'write',
  values: { desired: { displayName: name } },
});

export const forgotten = (name: string, id = `id-${name}`): Forgotten => ({
  ...base,
  type: 'forgotten',
  address: address('Skill', name),
  id,
});

/** Its manifest has another name now, or another manifest has the object. */
export const renamed = (name: string, now: string): Forgotten => ({
  ...forgotten(name),
  now: address('Skill', now),
});

export const outcome = (name: string, kind: OutcomeKind): OutcomeRecorded => ({
  ...base,
  type: 'outcome',
  address: address('Skill', name),
  action: 'create',
  step: 'write',
  outcome: kind,
  attempts: 1,
});

export const runEnded = (run = base.run): RunEnded => ({
  ...base,
  run,
  type: 'run-ended',
  summary: {},
  at: '2026-06-01T09:00:00Z',
});

/** Records as a journal would give them back. */
export const entriesOf = (...records: readonly JournalRecord[]): JournalEntry[] =>
  records.map((record, index) => ({ ...record, seq: index + 1, hash: `h${index + 1}` }));
