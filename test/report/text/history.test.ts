import { describe, expect, it } from 'vitest';
import { address } from '../../../src/core/address.ts';
import type { HistoricRun, History } from '../../../src/core/history.ts';
import { historyText } from '../../../src/report/text/history.ts';
import { styleOf } from '../../../src/report/text/style.ts';
import { hostileIn } from '../hostile.ts';

const plain = styleOf({ color: false });
const nothing: History = { formatVersion: 1, tenant: 'prod', runs: [], events: [], diagnostics: [] };
const run: HistoricRun = {
  run: 'r1',
  startedAt: '2026-06-01T10:00:00.000Z',
  endedAt: '2026-06-01T10:00:01.000Z',
  manifests: 'sha256:0',
  plan: 'sha256:1',
  summary: { applied: 3, failed: 1, blocked: 0, conflict: 0, unknown: 0 },
  open: 0,
  holder: { pid: 7, host: 'ci' },
};
const linesOf = (history: Partial<History>) =>
  historyText({ ...nothing, ...history }, plain)
    .trimEnd()
    .split('\n');

describe('the history for people', () => {
  it('is one line where nothing was ever applied', () => {
    expect(linesOf({})).toEqual(['prod: 0 runs.']);
  });

  it('has a line for each run, the newest last: when, which, how it ended, and who it was', () => {
    const { endedAt: _, summary: __, holder: ___, ...killed } = run;
    const calm = { ...run, run: 'r2', summary: { applied: 0, failed: 0 } };
    expect(linesOf({ runs: [run, calm, { ...killed, run: 'r3', open: 2 }] })).toEqual([
      '2026-06-01T10:00:00.000Z  run r1  process 7 on ci  3 applied, 1 failed',
      '2026-06-01T10:00:00.000Z  run r2  process 7 on ci  nothing to change',
      '2026-06-01T10:00:00.000Z  run r3                   did not come to its end, 2 writes with an unknown end',
      '',
      'prod: 3 runs.',
    ]);
  });

  it('tells what no run did in a part of its own', () => {
    const events = [
      { at: '2026-06-01T11:00:00.000Z', run: 'r9', type: 'erased', address: address('Skill', 'a') },
    ];
    expect(linesOf({ runs: [run], events }).slice(2, 4)).toEqual([
      'Besides (what no run of apply did)',
      '  2026-06-01T11:00:00.000Z  erased  Skill/a  run r9',
    ]);
  });

  it('has the events of an address with their values; what was erased is shown as such', () => {
    const at = '2026-06-01T10:00:00.000Z';
    const billing = address('Queue', 'billing');
    const of = { at, run: 'r1', address: billing };
    expect(
      linesOf({
        address: billing,
        events: [
          {
            ...of,
            type: 'intent',
            action: 'update',
            step: 'write',
            version: 2,
            values: { desired: { wrapUpTimeout: '30s' } },
          },
          {
            ...of,
            type: 'outcome',
            action: 'update',
            step: 'write',
            outcome: 'failed',
            error: 'API_TIMEOUT',
          },
          { ...of, type: 'settled', action: 'update', step: 'write', outcome: 'none' },
          { ...of, type: 'observed', id: 'q1', values: { applied: null, cleared: {} } },
        ],
      }),
    ).toEqual([
      `${at}  intent update (write)  version 2, run r1`,
      '      desired  wrapUpTimeout 30s',
      `${at}  update failed (write) [API_TIMEOUT]  run r1`,
      `${at}  settled update none (write)  run r1`,
      `${at}  observed  id q1, run r1`,
      '      applied  erased',
      '',
      'prod: Queue/billing: 4 events.',
    ]);
  });

  it('shows no character that a terminal obeys, whatever the journal holds', () => {
    const hostile = 'a\u001b[2J\u202e\n';
    const event = {
      at: hostile,
      run: hostile,
      type: hostile,
      id: hostile,
      values: { [hostile]: { [hostile]: hostile } },
    };
    const hostileRun = { ...run, run: hostile, startedAt: hostile, holder: { pid: 1, host: hostile } };
    for (const of of [{}, { address: address('Queue', hostile) }]) {
      const text = historyText(
        { ...nothing, ...of, tenant: hostile, runs: [hostileRun], events: [event] },
        plain,
      );
      expect(hostileIn(text)).toEqual([]);
    }
  });
});
