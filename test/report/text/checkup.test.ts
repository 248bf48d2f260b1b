import { describe, expect, it } from 'vitest';
import type { Checkup, Finding } from '../../../src/core/checkup.ts';
import { warning } from '../../../src/core/diagnostic.ts';
import { checkupText } from '../../../src/report/text/checkup.ts';
import { styleOf } from '../../../src/report/text/style.ts';
import { wrapText } from '../../../src/report/text/wrap.ts';
import { hostileIn } from '../hostile.ts';

const plain = styleOf({ color: false });
const lines = (...all: readonly string[]) => `${all.join('\n')}\n`;

function checkup(checks: readonly Finding[], more: Partial<Checkup> = {}): Checkup {
  const count = (status: Finding['status']) => checks.filter((one) => one.status === status).length;
  return {
    formatVersion: 1,
    tenant: 'prod',
    checks,
    summary: {
      ok: count('ok'),
      warning: count('warning'),
      failed: count('failed'),
      skipped: count('skipped'),
    },
    diagnostics: [],
    ...more,
  };
}

const queues = { check: 'call', service: 'routing', call: 'GET /api/v2/routing/queues' };

describe('a checkup for people', () => {
  it('is a line a check, with what to do below, each service under its name, and a verdict', () => {
    const text = checkupText(
      checkup([
        { check: 'node', status: 'ok', found: '20.18.1' },
        { check: 'tz-data', status: 'warning', found: '2023a', hint: 'Update Node' },
        { check: 'sign-in', service: 'routing', status: 'ok', found: 'got a token for 1h' },
        { ...queues, status: 'failed', found: 'answers 404', hint: 'Ask the vendor' },
        { ...queues, call: 'GET /api/v2/users', status: 'skipped', found: 'it is empty' },
      ]),
      plain,
    );
    expect(text).toBe(
      lines(
        '✓ node     20.18.1',
        '! tz-data  2023a',
        '    → Update Node',
        '',
        'routing',
        '✓ sign-in  got a token for 1h',
        '✗ GET /api/v2/routing/queues  answers 404',
        '    → Ask the vendor',
        '– GET /api/v2/users           not checked (it is empty)',
        '',
        'prod: 2 ok, 1 warning, 1 failed, 1 not checked.',
      ),
    );
  });

  it('keeps what was found and what to do within 100 columns', () => {
    const long = 'word '.repeat(60).trim();
    const text = checkupText(checkup([{ ...queues, status: 'failed', found: long, hint: long }]), plain);
    expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(100);
    expect(text.match(/word/g)).toHaveLength(120);
    const [, first = '', second = ''] = text.split('\n');
    expect(second.indexOf('word')).toBe(first.indexOf('word'));
  });

  it('ends with what is wrong with the Tenant’s file, and names no Tenant where there is none', () => {
    const { tenant: _, ...without } = checkup(
      [{ check: 'config', status: 'failed', found: 'it', hint: 'do' }],
      {
        diagnostics: [warning({ code: 'UNKNOWN_KEY', summary: 'What is this' })],
      },
    );
    const shown = checkupText(without, plain).trimEnd().split('\n');
    expect(shown.slice(-3)).toEqual([
      'warning What is this [UNKNOWN_KEY]',
      '',
      '0 ok, 0 warnings, 1 failed, 0 not checked.',
    ]);
  });

  it('shows nothing raw that came from outside', () => {
    const hostile = 'a\u001b[2J\u0007\u202e\u2066\u2028b\nc';
    const text = checkupText(
      checkup(
        [
          {
            check: hostile,
            service: hostile,
            call: hostile,
            status: 'failed',
            found: hostile,
            hint: hostile,
          },
          { check: hostile, status: 'skipped', found: hostile },
        ],
        { tenant: hostile },
      ),
      plain,
    );
    expect(hostileIn(text)).toEqual([]);
    expect(text.split('\n').filter((line) => line.startsWith('c'))).toEqual([]);
    expect(text).toContain('\\u001b[2J');
  });
});

describe('text is wrapped', () => {
  it('between words, by what a terminal shows', () => {
    expect(wrapText('one two three', 7)).toEqual(['one two', 'three']);
    expect(wrapText('日本 日本 日本', 9)).toEqual(['日本 日本', '日本']);
  });

  it('with a word that is too long on a line of its own', () => {
    expect(wrapText('a bbbbbbbbbb c', 4)).toEqual(['a', 'bbbbbbbbbb', 'c']);
  });

  it('into one line where there is nothing', () => {
    expect(wrapText('', 10)).toEqual(['']);
  });
});
