import { Argument, Option } from 'commander';
import type { CommandDefinition } from '../command-definition.ts';
import { furtherAddress, someText, wholeNumber } from '../option-values.ts';

const target = new Option(
  '--target <address>',
  'only this address and what it needs; may be repeated',
).argParser(furtherAddress);

/** Git against the tenant. */
export const reconcilingCommands: readonly CommandDefinition[] = [
  {
    name: 'plan',
    description: 'show what would change in the tenant',
    options: [new Option('--detailed-exitcode', 'exit 2 where there are changes'), target],
    examples: [
      'cxform plan',
      'cxform plan --detailed-exitcode --format json --output plan.json',
      'cxform plan --target Queue/billing --target Queue/sales',
      'cxform plan --tenant all',
    ],
    run: async (session, values) => (await import('../commands/plan.ts')).planCommand(session, values),
  },
  {
    name: 'show',
    description: 'show a plan that was kept as JSON',
    arguments: [new Argument('<file>', 'what cxform plan --format json has answered').argParser(someText)],
    examples: ['cxform show plan.json', 'cxform show plan.json --format json'],
    refuseTenant: () => 'The file says whose plan it is',
    run: async (session, { file }) => (await import('../commands/show.ts')).showCommand(session, { file }),
  },
  {
    name: 'apply',
    description: 'make the tenant match the manifests',
    options: [
      new Option('--auto-approve', 'write without asking'),
      new Option('--allow-deletes <n>', 'delete up to n objects, whatever the guard says').argParser(
        wholeNumber(0),
      ),
      target,
    ],
    examples: [
      'cxform apply',
      'cxform apply --auto-approve --tenant all',
      'cxform apply --allow-deletes 12',
      'cxform apply --target Queue/billing',
    ],
    run: async (session, values) => (await import('../commands/apply.ts')).applyCommand(session, values),
  },
  {
    name: 'drift',
    description: 'show what was changed in the tenant by hand',
    examples: ['cxform drift', 'cxform drift --tenant all --format json'],
    run: async (session) => (await import('../commands/drift.ts')).driftCommand(session),
  },
];
