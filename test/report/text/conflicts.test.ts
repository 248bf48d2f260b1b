import { describe, expect, it } from 'vitest';
import { address } from '../../../src/core/address.ts';
import type { ApplyReport } from '../../../src/core/apply-report.ts';
import type { Change } from '../../../src/core/change.ts';
import type { OpenConflict } from '../../../src/core/open-conflict.ts';
import type { Outcome } from '../../../src/core/outcome.ts';
import { applyText, outcomeLine } from '../../../src/report/text/apply.ts';
import { changeLines } from '../../../src/report/text/change.ts';
import { conflictsText } from '../../../src/report/text/conflicts.ts';
import { styleOf } from '../../../src/report/text/style.ts';
import { hostileIn } from '../hostile.ts';

const plain = styleOf({ color: false });
const billing = address('Queue', 'billing');
const fields = [
  { path: '/wrapUpTimeout', base: '30s', theirs: '45s', ours: '1m' },
  {
    path: '/skills/english',
    base: { skill: 'english', level: 1 },
    theirs: null,
    ours: { skill: 'english', level: 3 },
  },
];

describe('the reconciliation queue for people', () => {
  const open: OpenConflict = {
    address: billing,
    action: 'update',
    id: 'que_1',
    run: 'run1',
    at: '2026-06-01T10:00:00.000Z',
    message: 'Somebody else changed the same fields',
    fields,
    by: 'ana',
    editedAt: '2026-06-01T09:59:00.000Z',
  };
  const textOf = (conflicts: readonly OpenConflict[]) =>
    conflictsText({ formatVersion: 1, tenant: 'prod', conflicts, diagnostics: [] }, plain);

  it('is one line where it is empty', () => {
    expect(textOf([])).toBe('prod: no open conflicts.\n');
  });

  it('shows all three values of each field, who and when, and how it is decided', () => {
    expect(textOf([open]).split('\n')).toEqual([
      '✗ Queue/billing update  id que_1, met 2026-06-01T10:00:00.000Z by run run1',
      '    Somebody else changed the same fields',
      '    Edited in the tenant by ana at 2026-06-01T09:59:00.000Z',
      '      wrapUpTimeout   was 30s      in the tenant 45s  in Git 1m',
      '      skills/english  was level 1  in the tenant –    in Git level 3',
      expect.stringMatching(/^ {4}→ cxform conflicts resolve Queue\/billing --take git .*--take live/),
      '',
      'prod: 1 open conflict.',
      '',
    ]);
  });

  it('offers no --take live for what is to be deleted, which no manifest could say', () => {
    const removal: OpenConflict = {
      ...open,
      action: 'delete',
      fields: [{ path: '/wrapUpTimeout', base: '30s', theirs: '45s', ours: null }],
    };
    const text = textOf([removal]);
    expect(text).not.toContain('--take live');
    expect(text).toMatch(/--take git deletes it.*cxform adopt Queue\/billing que_1/);
    expect(text).toContain('in Git –');
  });

  it('says of what is to be deleted and stays all the same that it does', () => {
    const text = textOf([{ ...open, action: 'delete', stays: true }]);
    expect(text).toContain('--take git leaves it in the tenant');
    expect(text).not.toContain('deletes it');
  });

  it('names no id that is not known', () => {
    const { id: _, ...unknown } = open;
    expect(textOf([{ ...unknown, action: 'delete' }])).not.toMatch(/adopt|\bID\b/);
  });

  it('names the Tenant in each command where one has to be named', () => {
    const list = { formatVersion: 1 as const, tenant: 'prod', diagnostics: [] };
    const conflicts: readonly OpenConflict[] = [open, { ...open, action: 'delete' }];
    const text = conflictsText({ ...list, conflicts }, plain, ' --tenant prod');
    expect(text.match(/resolve Queue\/billing --tenant prod --take git/g)).toHaveLength(2);
    expect(text).toContain('cxform adopt Queue/billing que_1 --tenant prod');
  });

  it('says nothing of an editor who is not known', () => {
    const { by: _, editedAt: __, ...unknown } = open;
    expect(textOf([unknown])).not.toContain('Edited');
  });

  it('shows no character that a terminal obeys, whatever the journal holds', () => {
    const hostile = 'a\u001b[2J\u202e\n';
    const text = textOf([
      {
        ...open,
        address: address('Queue', hostile),
        id: hostile,
        run: hostile,
        message: hostile,
        by: hostile,
        fields: [{ path: `/${hostile}`, base: hostile, theirs: [hostile], ours: { [hostile]: 1 } }],
      },
    ]);
    expect(hostileIn(text)).toEqual([]);
  });
});

describe('an apply for people', () => {
  const reportOf = (outcomes: readonly Outcome[]): ApplyReport => ({
    formatVersion: 1,
    tenant: 'prod',
    run: 'run1',
    plan: 'sha256:0',
    outcomes,
    summary: {
      applied: 0,
      failed: 0,
      unknown: 0,
      conflict: outcomes.filter(({ outcome }) => outcome === 'conflict').length,
      blocked: outcomes.filter(({ outcome }) => outcome === 'blocked').length,
    },
    diagnostics: [],
  });

  it('shows the values of a conflict, who edited, and what to do next', () => {
    const error = { code: 'CONFLICT', message: 'Somebody else changed the same fields', hint: 'Decide it' };
    const text = applyText(
      reportOf([
        {
          address: billing,
          action: 'update',
          outcome: 'conflict',
          attempts: 1,
          error,
          conflicts: fields,
          edited: { by: 'ana' },
        },
      ]),
      plain,
    );
    expect(text.split('\n')).toEqual([
      '✗ Queue/billing conflict',
      '    Somebody else changed the same fields',
      '    Edited in the tenant by ana',
      '      wrapUpTimeout   was 30s      in the tenant 45s  in Git 1m',
      '      skills/english  was level 1  in the tenant –    in Git level 3',
      '    → Decide it',
      '',
      'prod: 0 applied, 0 failed, 1 in conflict.',
      '',
    ]);
  });

  it('does not claim what was so already when its turn came', () => {
    const outcomes = (['create', 'update', 'update', 'delete'] as const).map(
      (action, index): Outcome => ({
        address: address('Queue', `q${index}`),
        action,
        outcome: 'applied',
        attempts: index === 1 ? 1 : 0,
      }),
    );
    expect(outcomes.map((outcome) => outcomeLine(outcome, plain))).toEqual([
      '✓ Queue/q0 was there already',
      '✓ Queue/q1 updated',
      '✓ Queue/q2 was so already',
      '✓ Queue/q3 was gone already',
    ]);
    const report = reportOf(outcomes);
    const summary = { ...report.summary, applied: 4 };
    expect(applyText({ ...report, summary }, plain)).toBe('prod: 4 applied (3 so already), 0 failed.\n');
  });

  it('lists what was not begun when it was asked to stop, without a reason for each', () => {
    const error = { code: 'INTERRUPTED', message: 'The run was asked to stop', hint: 'Apply again' };
    const unbegun = Array.from(
      { length: 23 },
      (_, index): Outcome => ({
        address: address('Skill', `s${index}`),
        action: 'create',
        outcome: 'blocked',
        attempts: 0,
        error,
      }),
    );
    const lines = applyText(reportOf(unbegun), plain).split('\n');
    expect(lines.slice(0, 2)).toEqual(['Not begun (it was asked to stop)', '  Skill/s0   create']);
    expect(lines.slice(-4)).toEqual([
      '  … and 3 more',
      '',
      'prod: 0 applied, 0 failed, 23 blocked. 23 changes not begun: the next apply does the rest.',
      '',
    ]);
    expect(lines).toHaveLength(25);
  });
});

describe('a change for people', () => {
  const change: Change = {
    address: billing,
    action: 'update',
    id: 'que_1',
    fields: [{ path: '/channel', before: 'chat', after: 'voice', origin: 'manifest' }],
    desired: {},
    steps: ['write'],
    dependsOn: [],
    sources: {},
  };

  it('is marked where the tenant gives the object no version', () => {
    const weak = changeLines({ ...change, weak: true }, plain);
    expect(weak.filter((line) => /^ {6}no version: /.test(line))).toHaveLength(1);
    expect(changeLines(change, plain).join()).not.toContain('no version');
  });
});
