import { beforeAll, describe, expect, it } from 'vitest';
import { runSwarm } from '../run.ts';
import type { RunPlan } from '../run-plan.ts';
import type { ApplierRecord, RunRecord } from '../run-record.ts';
import { judge } from './judge.ts';

const plan: RunPlan = {
  seed: 3,
  pageSize: 100,
  objects: [
    { kind: 'Skill', name: 's1', after: { description: 'Spoken' } },
    {
      kind: 'Queue',
      name: 'q1',
      before: { channel: 'voice', wrapUpTimeout: '10s' },
      after: { channel: 'voice', wrapUpTimeout: '20s' },
    },
  ],
  appliers: [{ parallelism: 1, lockTimeoutMs: 0, turns: [] }],
  strikes: [],
  acts: [],
};

let record: RunRecord;

beforeAll(async () => {
  record = await runSwarm(plan);
});

/** The oracles that find something in the run as it would have been with these changes. */
function findings(changed: Partial<RunRecord>): readonly string[] {
  return [...new Set(judge({ ...record, ...changed }).map(({ oracle }) => oracle))];
}

function withFirst(change: (applier: ApplierRecord) => ApplierRecord): Partial<RunRecord> {
  return { appliers: record.appliers.map((one) => (one.applier === 0 ? change(one) : one)) };
}

describe('the oracles', () => {
  it('find nothing where all is well', () => {
    expect(findings({})).toEqual([]);
    expect(record.sent.length).toBeGreaterThan(2);
  });

  it('see that an object is not as Git declares it', () => {
    const { at, state } = record.states.at(-1) ?? { at: 0, state: { skills: [], queues: [] } };
    const queues = state.queues.map((queue) => ({ ...queue, wrapUpTimeout: 1 }));
    const states = [...record.states, { at, state: { ...state, queues } }];
    expect(findings({ states })).toEqual(['settled']);
  });

  it('see that a value was overwritten that no reading had shown', () => {
    const acts = record.states.map((_, index) => ({
      kind: 'edit-managed',
      at: 0,
      exchanges: 0,
      before: index - 1,
      after: index,
    }));
    expect(findings({ acts })).toEqual([]);
    const exchanges = record.exchanges.filter(({ message }) => message.method !== 'GET');
    expect(findings({ acts, exchanges })).toEqual(['editsKept']);
  });

  it('see that a write was not declared', () => {
    const objects = plan.objects.map((one) =>
      one.name === 'q1' ? { ...one, after: { channel: 'voice' } } : one,
    );
    expect(findings({ plan: { ...plan, objects } })).toContain('editsKept');
  });

  it('see that something was created twice', () => {
    const created = record.exchanges.find(
      ({ message }) => message.method === 'POST' && message.applier === 0,
    );
    if (!created) throw new Error('nothing was created');
    const last = record.states.length - 1;
    const again = { ...created, before: last, after: last + 1 };
    const { at, state } = record.states[last] ?? { at: 0, state: { skills: [], queues: [] } };
    const twin = { id: 'skl_twin', name: 's1', version: 1 };
    const states = [...record.states, { at, state: { ...state, skills: [...state.skills, twin] } }];
    expect(findings({ exchanges: [...record.exchanges, again], states })).toContain('createdOnce');
  });

  it('see that a write went out before its intent was durable', () => {
    const sent = record.sent.map((message) => ({ ...message, journalBytes: 0 }));
    expect(findings({ sent })).toEqual(['explained']);
  });

  it('see that a ledger is damaged', () => {
    const damage = { severity: 'error', code: 'LEDGER_DAMAGED', summary: 'A line is gone' } as const;
    expect(findings({ check: { ...record.check, diagnostics: [damage] } })).toEqual(['explained']);
  });

  it('see that a process went on after it was asked to stop', () => {
    expect(findings(withFirst((applier) => ({ ...applier, stopped: 0 })))).toEqual(['fenced']);
  });

  it("see that a process went on after its lease was another one's", () => {
    const sent = record.sent.map((message) => ({ ...message, journalBytes: record.journal.length }));
    expect(findings({ sent })).toEqual(['fenced']);
  });

  it('see an exit code and outcomes that are not true', () => {
    const ended = (change: (applier: ApplierRecord) => object) =>
      withFirst((applier) => ({ ...applier, ended: { ...applier.ended, ...change(applier) } as never }));
    expect(findings(ended(() => ({ exitCode: 3 })))).toContain('truthful');
    expect(findings(ended(() => ({ exitCode: 70 })))).toContain('truthful');
    const told = (outcome: string) =>
      ended(({ ended: before }) => {
        const outcomes = before?.answer.outcomes as unknown as readonly object[];
        return { exitCode: 3, answer: { outcomes: outcomes.map((one) => ({ ...one, outcome })) } };
      });
    expect(findings(told('failed'))).toContain('truthful');
    expect(findings(told('unknown'))).not.toContain('truthful');
  });

  it('see a secret wherever it stands', () => {
    const [secret = ''] = record.secrets;
    expect(findings({ files: new Map([...record.files, ['/centre/notes', `the ${secret}`]]) })).toEqual([
      'secretsKept',
    ]);
    const said = withFirst((applier) => ({
      ...applier,
      ended: { exitCode: 0, answer: applier.ended?.answer ?? {}, output: `${secret}\n` },
    }));
    expect(findings(said)).toEqual(['secretsKept']);
  });
});
