import { describe, expect, it } from 'vitest';
import { address } from '../../../src/core/address.ts';
import { warning } from '../../../src/core/diagnostic.ts';
import type { Exported } from '../../../src/core/exported.ts';
import type { TenantComparison } from '../../../src/core/tenant-comparison.ts';
import { comparisonText } from '../../../src/report/text/comparison.ts';
import { adoptedText, exportedText } from '../../../src/report/text/exported.ts';
import { formattedText, initText } from '../../../src/report/text/files.ts';
import { styleOf } from '../../../src/report/text/style.ts';
import { tenantsText } from '../../../src/report/text/tenants.ts';

const plain = styleOf({ color: false });
const lines = (...all: readonly string[]) => `${all.join('\n')}\n`;

describe('a comparison for people', () => {
  const alike: TenantComparison = {
    formatVersion: 1,
    tenants: ['dev', 'prod'],
    onlyLeft: [],
    onlyRight: [],
    different: [],
    ambiguous: [],
    summary: { same: 7, different: 0, onlyLeft: 0, onlyRight: 0, ambiguous: 0 },
    diagnostics: [],
  };

  it('is one line where there is no difference', () => {
    expect(comparisonText(alike, plain)).toBe('dev ↔ prod: no difference. 7 the same.\n');
  });

  it('shows what one of them has alone, and both values of what differs', () => {
    const text = comparisonText(
      {
        ...alike,
        onlyLeft: [{ kind: 'Queue', name: 'Trial' }],
        onlyRight: [
          { kind: 'Queue', name: 'Storm desk' },
          { kind: 'Skill', name: 'French' },
        ],
        different: [
          {
            kind: 'Queue',
            name: 'Billing',
            fields: [
              { path: '/skills/english/level', before: 2, after: 3 },
              { path: '/wrapUpTimeout', before: '30s', after: null },
            ],
          },
        ],
        ambiguous: [{ kind: 'Queue', name: 'Sales' }],
        summary: { same: 7, different: 1, onlyLeft: 1, onlyRight: 2, ambiguous: 1 },
      },
      plain,
    );
    expect(text).toBe(
      lines(
        'Only in dev',
        '  Queue  Trial',
        '',
        'Only in prod',
        '  Queue  Storm desk',
        '  Skill  French',
        '',
        '~ Queue  Billing',
        '    skills/english/level  2    ↔ 3',
        '    wrapUpTimeout         30s  ↔ –',
        '',
        'Ambiguous (several objects have this name)',
        '  Queue  Sales',
        '',
        'dev ↔ prod: 1 different, 1 only in dev, 2 only in prod, 1 ambiguous. 7 the same.',
      ),
    );
  });
});

describe('an export for people', () => {
  const printed: Exported = {
    formatVersion: 1,
    tenant: 'prod',
    manifests: [{ address: address('Queue', 'a') }, { address: address('Queue', 'b') }],
    pins: {},
    pinned: false,
    diagnostics: [],
  };

  it('is one line where the manifests are printed', () => {
    expect(exportedText(printed, plain)).toBe('prod: 2 manifests.\n');
  });

  it('names the files, and pins as the Tenant needs them', () => {
    const exported = {
      ...printed,
      manifests: [{ address: address('Queue', 'a'), file: 'manifests/queue/a.yaml' }],
      pins: { 'Queue/a': 'que_1' },
      diagnostics: [warning({ code: 'EXPORT_PINS', summary: 'Pins are needed' })],
    };
    expect(exportedText(exported, plain)).toBe(
      lines(
        'Written',
        '  manifests/queue/a.yaml',
        '',
        'Pins (put these into the Tenant, under spec.pins)',
        '  Queue/a:  que_1',
        '',
        'warning Pins are needed [EXPORT_PINS]',
        '',
        'prod: 1 manifest.',
      ),
    );
    expect(exportedText({ ...exported, pinned: true }, plain)).toContain('Pins (written into the Tenant)');
  });
});

it('an adoption names the object, and the files where some were written', () => {
  const adopted = {
    formatVersion: 1,
    tenant: 'prod',
    address: address('Queue', 'a'),
    id: 'que_1',
    written: [],
    diagnostics: [],
  } as const;
  const [first] = adoptedText(adopted, plain).split('\n');
  expect(first).toContain('prod: Queue/a is the object que_1.');
  expect(adoptedText({ ...adopted, written: ['cxform.yaml'] }, plain)).toContain('Written\n  cxform.yaml\n');
});

it('Tenants stand in columns, with where they are', () => {
  const source = { file: 'cxform.yaml', line: 1, column: 1 };
  expect(
    tenantsText(
      [
        { name: 'dev', source, sandbox: { state: 'dev.json' } },
        { name: 'prod', source: { ...source, line: 9 }, subdomain: 'acme' },
        { name: 'elsewhere', source: { ...source, line: 17 } },
      ],
      plain,
    ),
  ).toBe(
    lines(
      'dev        sandbox dev.json  cxform.yaml:1:1',
      'prod       acme              cxform.yaml:9:1',
      'elsewhere  –                 cxform.yaml:17:1',
    ),
  );
});

it('files stand one a line above how many there are', () => {
  expect(initText(['cxform.yaml', '.gitignore'], plain)).toBe(
    lines('cxform.yaml', '.gitignore', '2 files written. Next: cxform plan'),
  );
  const formatted = { changed: ['a.yaml'], diagnostics: [] };
  expect(formattedText(formatted, { check: false }, plain)).toBe(lines('a.yaml', '1 file changed.'));
  expect(formattedText(formatted, { check: true }, plain)).toBe(lines('a.yaml', '1 file would change.'));
  expect(formattedText({ ...formatted, changed: [] }, { check: true }, plain)).toBe(
    '0 files would change.\n',
  );
});
