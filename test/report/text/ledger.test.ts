import { describe, expect, it } from 'vitest';
import type { Accepted } from '../../../src/core/accepted.ts';
import { address } from '../../../src/core/address.ts';
import { error } from '../../../src/core/diagnostic.ts';
import { acceptedText } from '../../../src/report/text/accepted.ts';
import {
  compactedText,
  erasedText,
  ledgerCheckText,
  obstacleText,
  unlockedText,
} from '../../../src/report/text/ledger.ts';
import { styleOf } from '../../../src/report/text/style.ts';
import { hostileIn } from '../hostile.ts';

const plain = styleOf({ color: false });
const whole = { entries: 3, head: 'abc', values: 1, erased: 0, diagnostics: [] };
const holder = {
  run: 'r1',
  pid: 7,
  host: 'ci',
  since: '2026-06-01T10:00:00.000Z',
  expiresAt: '2026-06-01T10:00:15.000Z',
};

describe('a check of the ledger for people', () => {
  it('is one line where all of it is whole', () => {
    expect(ledgerCheckText('prod', whole, plain)).toBe(
      'prod: whole. 3 entries, 1 value, 0 erased. The journal ends with abc.\n',
    );
    expect(ledgerCheckText('prod', { ...whole, entries: 0, head: '', values: 0 }, plain)).toBe(
      'prod: whole. 0 entries, 0 values, 0 erased.\n',
    );
  });

  it('says all that is damaged before the verdict', () => {
    const damage = error({ code: 'LEDGER_DAMAGED', summary: 'Line 2 does not fit', hint: 'Take a copy' });
    const text = ledgerCheckText('prod', { ...whole, diagnostics: [damage, damage] }, plain);
    expect(text.match(/LEDGER_DAMAGED/g)).toHaveLength(2);
    expect(text).toContain('\n\nprod: damaged in 2 places.');
  });

  it("does not call damage what is another tenant's", () => {
    const foreign = error({ code: 'LEDGER_FOREIGN', summary: 'It is of dev', hint: 'Name another' });
    const text = ledgerCheckText('prod', { ...whole, diagnostics: [foreign] }, plain);
    expect(text).toContain("\n\nprod: another tenant's. 3 entries");
  });
});

describe('what was done to a ledger, for people', () => {
  it('names who holds it, and until when', () => {
    expect(obstacleText('prod', { holder }, plain)).toBe(
      'prod is held by run r1, process 7 on ci, since 2026-06-01T10:00:00.000Z, until 2026-06-01T10:00:15.000Z where it is not renewed.\n',
    );
  });

  it('says what is in the way where that is no run', () => {
    const why = error({ code: 'LEDGER_BUSY', summary: 'The ledger is in use', hint: 'Wait' });
    expect(obstacleText('prod', { why }, plain)).toContain('The ledger is in use [LEDGER_BUSY]');
    expect(unlockedText('prod', { unlocked: true, from: null }, plain)).toBe('prod: unlocked.\n');
  });

  it('tells from whom the lease was taken, or that nobody had it', () => {
    expect(unlockedText('prod', { unlocked: true, from: holder }, plain)).toMatch(
      /^prod: unlocked\. The run r1 /,
    );
    expect(unlockedText('prod', { unlocked: false, from: null }, plain)).toMatch(
      /^prod: nobody holds the ledger\./,
    );
  });

  it('counts what was erased and what is still needed', () => {
    expect(erasedText('prod', { address: 'Queue/a', erased: 1 }, plain)).toMatch(
      /^prod: 1 value of Queue\/a erased\./,
    );
    expect(compactedText('prod', { before: 9, after: 4, archive: 'old.jsonl' }, plain)).toBe(
      'prod: 9 entries before, 4 now. The journal before is kept in old.jsonl.\n',
    );
    expect(compactedText('prod', { before: 4, after: 4 }, plain)).toMatch(/^prod: nothing to leave out\./);
  });

  it('shows no character that a terminal obeys', () => {
    const hostile = 'a\u001b[2J\u202e\n';
    const texts = [
      obstacleText(hostile, { holder: { ...holder, run: hostile, host: hostile, since: hostile } }, plain),
      unlockedText(hostile, { unlocked: true, from: { ...holder, run: hostile } }, plain),
      erasedText(hostile, { address: hostile, erased: 1 }, plain),
      compactedText(hostile, { before: 2, after: 1, archive: hostile }, plain),
      ledgerCheckText(hostile, { ...whole, head: hostile }, plain),
    ];
    expect(texts.flatMap((text) => hostileIn(text))).toEqual([]);
  });
});

describe('what was accepted, for people', () => {
  const accepted: Accepted = {
    formatVersion: 1,
    tenant: 'prod',
    written: [
      {
        address: address('Queue', 'a'),
        path: '/channel',
        file: 'm/q.yaml',
        line: 4,
        before: 'chat',
        after: 'voice',
      },
      {
        address: address('Queue', 'a'),
        path: '/wrapUpTimeout',
        file: 'm/q.yaml',
        line: 5,
        before: '30s',
        after: null,
      },
      {
        address: address('Skill', 'b'),
        path: '/description',
        file: 'm/s.yaml',
        line: 1,
        before: null,
        after: 'B',
      },
    ],
    diagnostics: [],
  };

  it('shows each field with both values and its place, under its address', () => {
    expect(acceptedText(accepted, plain).split('\n')).toEqual([
      '~ Queue/a',
      '    channel        chat  → voice  m/q.yaml:4',
      '    wrapUpTimeout  30s   → –  m/q.yaml:5',
      '',
      '~ Skill/b',
      '    description  –  → B  m/s.yaml:1',
      '',
      'prod: 3 fields written into 2 files. Look at them in Git, and commit them.',
      '',
    ]);
  });

  it('says what was refused, and that nothing was written', () => {
    const refused = error({
      code: 'ACCEPT_OVERLAID',
      summary: 'An overlay sets it',
      hint: 'Edit the overlay',
    });
    const text = acceptedText({ ...accepted, written: [], diagnostics: [refused] }, plain);
    expect(text).toMatch(/ACCEPT_OVERLAID[\s\S]*\n\nprod: 0 fields written into 0 files\.\n$/);
  });
});
