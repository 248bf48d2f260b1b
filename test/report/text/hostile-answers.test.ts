import { expect, it } from 'vitest';
import { type Address, address } from '../../../src/core/address.ts';
import { warning } from '../../../src/core/diagnostic.ts';
import { comparisonText } from '../../../src/report/text/comparison.ts';
import { adoptedText, exportedText } from '../../../src/report/text/exported.ts';
import { formattedText, initText } from '../../../src/report/text/files.ts';
import { textDrawing } from '../../../src/report/text/graph.ts';
import { planText } from '../../../src/report/text/plan.ts';
import { styleOf } from '../../../src/report/text/style.ts';
import { tenantsText } from '../../../src/report/text/tenants.ts';
import { engineWorld } from '../../support/engine-world.ts';
import { graphNamed } from '../graphs.ts';
import { hostileIn } from '../hostile.ts';

const plain = styleOf({ color: false });
const evil = 'x\u001b[2J\u0007\r\nforged: 9 deleted.\u202e\u2066\u200b\u0085\u2028\ud800';
const at = evil as Address;
const source = { file: evil, line: 1, column: 1 };
const diagnostics = [warning({ code: 'X', summary: evil, detail: evil, hint: evil, source })];
const named = { kind: 'Queue', name: evil };
const difference = { path: `/${evil}`, before: evil, after: { [evil]: evil } };

/** A plan with all that no tenant could bring about, since only Git's names stand there. */
async function evilPlan() {
  const plan = await (await engineWorld()).plan();
  return {
    ...plan,
    targets: [at],
    changes: [
      {
        address: address('Queue', evil),
        action: 'create' as const,
        fields: [{ ...difference, origin: 'manifest' as const }],
        desired: {},
        steps: ['write', 'link'] as const,
        deferred: [`/${evil}`],
        clears: [at],
        dependsOn: [],
        sources: { '': { ...source, file: 'a.yaml' }, [`/${evil}`]: source },
      },
    ],
    effects: [{ address: at, effect: 'reassign' as const, count: 2, members: [], after: [] }],
    orphaned: [{ address: at, path: `/${evil}`, host: at }],
    diagnostics,
  };
}

it.each<readonly [title: string, text: () => string | Promise<string>]>([
  ['a plan', async () => planText(await evilPlan(), plain)],
  ['a graph', () => textDrawing(plain).draw(evil, graphNamed(evil))],
  [
    'a comparison',
    () =>
      comparisonText(
        {
          formatVersion: 1,
          tenants: [evil, evil],
          onlyLeft: [named],
          onlyRight: [named],
          different: [{ ...named, fields: [difference] }],
          ambiguous: [named],
          summary: { same: 0, different: 1, onlyLeft: 1, onlyRight: 1, ambiguous: 1 },
          diagnostics,
        },
        plain,
      ),
  ],
  [
    'an export',
    () =>
      exportedText(
        {
          formatVersion: 1,
          tenant: evil,
          manifests: [{ address: at, file: evil }],
          pins: { [at]: evil },
          pinned: false,
          diagnostics,
        },
        plain,
      ),
  ],
  [
    'an adoption',
    () =>
      adoptedText(
        { formatVersion: 1, tenant: evil, address: at, id: evil, written: [evil], diagnostics },
        plain,
      ),
  ],
  ['a list of Tenants by subdomain', () => tenantsText([{ name: evil, source, subdomain: evil }], plain)],
  ['a list of sandboxes', () => tenantsText([{ name: evil, source, sandbox: { state: evil } }], plain)],
  ['new files', () => initText([evil], plain)],
  ['formatted files', () => formattedText({ changed: [evil], diagnostics }, { check: false }, plain)],
])('%s shows hostile names escaped, on no line of their own', async (_, render) => {
  const text = await render();
  expect(text).toContain('x\\u001b[2J');
  expect(hostileIn(text)).toEqual([]);
  expect(text.split('\n').filter((line) => line.startsWith('forged'))).toEqual([]);
});
