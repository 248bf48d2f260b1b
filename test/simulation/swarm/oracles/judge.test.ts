import { describe, expect, it } from 'vitest';
import type { ApplierRecord } from '../run-record.ts';
import { SoundRun } from './sound-run.ts';

const run = await SoundRun.done();
const { plan, record } = run;

describe('the oracles', () => {
  it('find nothing where all is well', () => {
    expect(run.findings({})).toEqual([]);
    expect(record.sent.length).toBeGreaterThan(2);
  });

  it('see that an object is not as Git declares it', () => {
    const { at, state } = record.states.at(-1) ?? { at: 0, state: { skills: [], queues: [] } };
    const queues = state.queues.map((queue) => ({ ...queue, wrapUpTimeout: 1 }));
    const states = [...record.states, { at, state: { ...state, queues } }];
    expect(run.findings({ states })).toEqual(['settled']);
  });

  it('see that a value was overwritten that no reading had shown', () => {
    const acts = record.states.map((_, index) => ({
      kind: 'edit-managed',
      at: 0,
      exchanges: 0,
      before: index - 1,
      after: index,
    }));
    expect(run.findings({ acts })).toEqual([]);
    const exchanges = record.exchanges.filter(({ message }) => message.method !== 'GET');
    expect(run.findings({ acts, exchanges })).toEqual(['editsKept']);
  });

  it('see that a write was not declared', () => {
    const objects = plan.objects.map((one) =>
      one.name === 'q1' ? { ...one, after: { channel: 'voice' } } : one,
    );
    expect(run.findings({ plan: { ...plan, objects } })).toContain('editsKept');
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
    expect(run.findings({ exchanges: [...record.exchanges, again], states })).toContain('createdOnce');
  });

  it('see that a write went out before its intent was durable', () => {
    const sent = record.sent.map((message) => ({ ...message, journalBytes: 0 }));
    expect(run.findings({ sent })).toEqual(['explained']);
  });

  it('see that a ledger is damaged', () => {
    const damage = { severity: 'error', code: 'LEDGER_DAMAGED', summary: 'A line is gone' } as const;
    expect(run.findings({ check: { ...record.check, diagnostics: [damage] } })).toEqual(['explained']);
  });

  it('see that a process went on after it was asked to stop', () => {
    expect(run.findings(run.withFirst((applier) => ({ ...applier, stopped: 0 })))).toEqual(['fenced']);
  });

  it("see that a process went on after its lease was another one's", () => {
    const sent = record.sent.map((message) => ({ ...message, journalBytes: record.journal.length }));
    expect(run.findings({ sent })).toEqual(['fenced']);
  });

  it('see an exit code and outcomes that are not true', () => {
    const ended = (change: (applier: ApplierRecord) => object) =>
      run.withFirst((applier) => ({ ...applier, ended: { ...applier.ended, ...change(applier) } as never }));
    expect(run.findings(ended(() => ({ exitCode: 3 })))).toContain('truthful');
    expect(run.findings(ended(() => ({ exitCode: 70 })))).toContain('truthful');
    const told = (outcome: string) =>
      ended(({ ended: before }) => {
        const outcomes = before?.answer.outcomes as unknown as readonly object[];
        return { exitCode: 3, answer: { outcomes: outcomes.map((one) => ({ ...one, outcome })) } };
      });
    expect(run.findings(told('failed'))).toContain('truthful');
    expect(run.findings(told('unknown'))).not.toContain('truthful');
  });

  it('see a secret wherever it stands', () => {
    const [secret = ''] = record.secrets;
    expect(run.findings({ files: new Map([...record.files, ['/centre/notes', `the ${secret}`]]) })).toEqual([
      'secretsKept',
    ]);
    const said = run.withFirst((applier) => ({
      ...applier,
      ended: { exitCode: 0, answer: applier.ended?.answer ?? {}, output: `${secret}\n` },
    }));
    expect(run.findings(said)).toEqual(['secretsKept']);
  });
});
