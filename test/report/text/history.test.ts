import { describe, expect, it } from 'vitest';
import { fieldsOfSpec } from '../../../src/app/fields-of-spec.ts';
import { address } from '../../../src/core/address.ts';
import type { HistoricRun, History } from '../../../src/core/history.ts';
import { KindTable } from '../../../src/core/kind-table.ts';
import { kinds } from '../../../src/kinds/index.ts';
import { historyText } from '../../../src/report/text/history.ts';
import type { FieldsOf } from '../../../src/report/text/history-values.ts';
import { styleOf } from '../../../src/report/text/style.ts';
import { hostileIn } from '../hostile.ts';

const plain = styleOf({ color: false });
const table = new KindTable(kinds);
const fieldsOf: FieldsOf = (of, spec) => fieldsOfSpec(table, of, spec);
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
  historyText({ ...nothing, ...history }, fieldsOf, plain)
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
            values: {
              desired: {
                channel: 'voice',
                overflow: { maxWaitTime: '2m', action: 'drop' },
                skills: [
                  { skill: 'spanish', level: 2 },
                  { skill: { id: 'skl_9' }, level: 3 },
                ],
                wrapUpTimeout: null,
              },
            },
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
      '      desired  channel               voice',
      '               overflow/maxWaitTime  2m',
      '               overflow/action       drop',
      '               skills/spanish        level 2',
      '               skills/id:skl_9       level 3',
      '               wrapUpTimeout         –',
      `${at}  update failed (write) [API_TIMEOUT]  run r1`,
      `${at}  settled update none (write)  run r1`,
      `${at}  observed  id q1, run r1`,
      '      applied  erased',
      '',
      'prod: Queue/billing: 4 events.',
    ]);
  });

  it('says under which name an object goes on', () => {
    const [sales, shop] = [address('Queue', 'sales'), address('Queue', 'shop')];
    const at = '2026-06-01T10:00:00.000Z';
    const events = [{ at, run: 'r1', address: sales, type: 'forgotten', id: 'q1', now: shop }];
    expect(linesOf({ address: sales, events })[0]).toBe(`${at}  forgotten  now Queue/shop, id q1, run r1`);
  });

  it('says in words how a conflict was decided', () => {
    const billing = address('Queue', 'billing');
    const at = '2026-06-01T10:00:00.000Z';
    const events = ['git', 'live', 'agreed'].map((outcome) => ({
      ...{ at, run: 'r1', address: billing, type: 'resolved', outcome },
    }));
    expect(linesOf({ address: billing, events }).slice(0, 3)).toEqual([
      `${at}  resolved: what Git says was taken  run r1`,
      `${at}  resolved: what the tenant has was taken  run r1`,
      `${at}  resolved: Git and the tenant said the same  run r1`,
    ]);
  });

  it('has conflicts as the reconciliation queue shows them', () => {
    const at = '2026-06-01T10:00:00.000Z';
    const billing = address('Queue', 'billing');
    const conflict = {
      message: 'Somebody else changed the same fields',
      fields: [
        { path: '/wrapUpTimeout', base: '30s', theirs: '45s', ours: '1m' },
        { path: '/skills/spanish', base: null, theirs: { skill: 'spanish', level: 1 }, ours: null },
      ],
      by: 'ana',
    };
    const values = { conflict };
    const outcome = { type: 'outcome', action: 'update', outcome: 'conflict' } as const;
    const events = [{ at, run: 'r1', address: billing, ...outcome, values }];
    expect(linesOf({ address: billing, events })).toEqual([
      `${at}  update conflict  run r1`,
      '    Somebody else changed the same fields',
      '    Edited in the tenant by ana',
      '      wrapUpTimeout   was 30s  in the tenant 45s      in Git 1m',
      '      skills/spanish  was –    in the tenant level 1  in Git –',
      '',
      'prod: Queue/billing: 1 event.',
    ]);
  });

  it('has what the tenant showed after a clear by its path, and what is no spec in one line', () => {
    const cleared = { '/overflow/action': 'drop' };
    const of = { at: '2026-06-01T10:00:00.000Z', run: 'r1' };
    const events = [
      { ...of, type: 'observed', address: address('Queue', 'billing'), values: { applied: {}, cleared } },
      { ...of, type: 'unlocked', values: { from: { pid: 7 } } },
    ];
    expect(linesOf({ address: address('Queue', 'billing'), events })).toEqual([
      expect.stringContaining('observed'),
      '      cleared  overflow/action  drop',
      expect.stringContaining('unlocked'),
      '      from  pid 7',
      '',
      expect.any(String),
    ]);
  });

  it('shows no character that a terminal obeys, whatever the journal holds', () => {
    const hostile = 'a\u001b[2J\u202e\n';
    const event = {
      at: hostile,
      run: hostile,
      type: hostile,
      id: hostile,
      values: {
        [hostile]: { [hostile]: hostile, skills: [{ skill: hostile, level: [hostile] }] },
        cleared: { [`/${hostile}`]: hostile },
        conflict: {
          message: hostile,
          fields: [{ path: `/${hostile}`, base: hostile, theirs: { [hostile]: hostile }, ours: [hostile] }],
          by: hostile,
          editedAt: hostile,
        },
      },
    };
    const hostileRun = { ...run, run: hostile, startedAt: hostile, holder: { pid: 1, host: hostile } };
    for (const of of [{}, { address: address('Queue', hostile) }]) {
      const text = historyText(
        {
          ...nothing,
          ...of,
          tenant: hostile,
          runs: [hostileRun],
          events: [event, { ...event, address: address('Queue', hostile) }],
        },
        fieldsOf,
        plain,
      );
      expect(hostileIn(text)).toEqual([]);
    }
  });
});
