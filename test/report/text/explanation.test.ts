import { describe, expect, it } from 'vitest';
import { explain, explainKinds } from '../../../src/app/explain.ts';
import { KindTable } from '../../../src/core/kind-table.ts';
import { kinds as known } from '../../../src/kinds/index.ts';
import { explanationText, kindListText } from '../../../src/report/text/explanation.ts';
import { flowText } from '../../../src/report/text/flow.ts';
import { styleOf } from '../../../src/report/text/style.ts';

const kinds = new KindTable(known);
const plain = styleOf({ color: false });

const textOf = (asked: string) => {
  const { explanation } = explain(kinds, asked);
  if (!explanation) throw new Error(`no ${asked}`);
  return explanationText(explanation, plain);
};

describe('an explanation for people', () => {
  it('shows a field with what fits, what it means and examples', () => {
    expect(textOf('Queue.skills.level').split('\n')).toEqual([
      'Queue.spec.skills.level',
      '  whole number from 1 to 5 (required)',
      '  The level asked for, 1 to 5.',
      '  Such as 3',
      '',
    ]);
  });

  it('shows what stands in it, and the default', () => {
    const lines = textOf('Tenant.guard').split('\n');
    expect(lines.slice(0, 6)).toEqual([
      'Tenant.spec.guard',
      '  map',
      '  More deletions of a kind than either of these, and apply refuses.',
      '',
      'Fields',
      '  maxDeletes',
    ]);
    expect(lines).toContain('      Default: 10');
  });

  it('ends a kind with a manifest', () => {
    const text = textOf('Skill');
    expect(text).toContain('\nExample\n  apiVersion: cxform/v1\n  kind: Skill\n');
    expect(text).toMatch(/[^\n]\n$/);
  });

  it('breaks long lines', () => {
    const asked = ['Roster', 'RoutingProfile', 'Tenant', 'Overlay.spec'];
    const lines = asked.flatMap((one) => textOf(one).split('\n'));
    const isWords = (line: string) => !/^ +(Such as|list|map|text|a )/.test(line);
    expect(lines.filter((line) => isWords(line) && line.length > 110)).toEqual([]);
  });

  it('lists the kinds a line each', () => {
    const lines = kindListText(explainKinds(kinds), plain).split('\n');
    expect(lines.filter((line) => /^[A-Z]\w+ +\S/.test(line)).length).toBeGreaterThanOrEqual(8);
  });
});

describe('flowText', () => {
  it.each([
    ['30s', '30s'],
    ['1h30m', '1h30m'],
    ['team:early', 'team:early'],
    ['ana@example.com', 'ana@example.com'],
    ['Billing desk', 'Billing desk'],
    ['/spec/a', '/spec/a'],
    ['2026-06-30', '"2026-06-30"'],
    ['0x1f', '"0x1f"'],
    ['12', '"12"'],
    ['true', '"true"'],
    ['No', '"No"'],
    ['a: b', '"a: b"'],
    ['a:', '"a:"'],
    ['', '""'],
    ['- a', '"- a"'],
    ['a #b', '"a #b"'],
    ['"', '"\\""'],
    [12, '12'],
    [null, 'null'],
    [true, 'true'],
    [{ skill: 'billing', level: 3 }, '{skill: billing, level: 3}'],
    [['a', ['b', {}]], '[a, [b, {}]]'],
  ])('writes %j as YAML', (value, expected) => {
    expect(flowText(value)).toBe(expected);
  });
});
