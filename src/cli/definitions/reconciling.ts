import { Argument, Option } from 'commander';
import type { CommandDefinition } from '../command-definition.ts';
import { allowDeletes, autoApprove, furtherAddress, someText } from '../option-values.ts';

const target = new Option(
  '--target <address>',
  'only this address and what it needs; may be repeated',
).argParser(furtherAddress);

/** Git against the tenant. */
export const reconcilingCommands: readonly CommandDefinition[] = [
  {
    name: 'plan',
    description: 'show what would change in the tenant',
    options: [
      new Option('--out <file>', 'keep the plan, for cxform apply FILE').argParser(someText),
      new Option('--detailed-exitcode', 'exit 2 where there are changes'),
      target,
    ],
    examples: [
      'cxform plan',
      'cxform plan --out plan.json',
      'cxform plan --detailed-exitcode --format json',
      'cxform plan --target Queue/billing --target Queue/sales',
      'cxform plan --tenant all',
    ],
    run: async (session, values) => (await import('../commands/plan.ts')).planCommand(session, values),
  },
  {
    name: 'show',
    description: 'show a plan that was kept',
    arguments: [new Argument('<file>', 'what cxform plan --out FILE has kept').argParser(someText)],
    examples: ['cxform show plan.json', 'cxform show plan.json --format json'],
    refuseTenant: () => 'The file says whose plan it is',
    run: async (session, { file }) => (await import('../commands/show.ts')).showCommand(session, { file }),
  },
  {
    name: 'apply',
    description: 'make the tenant match the manifests',
    arguments: [
      new Argument(
        '[file]',
        'carry out the plan that cxform plan --out FILE has kept, and no other',
      ).argParser(someText),
    ],
    options: [autoApprove, allowDeletes, target],
    examples: [
      'cxform apply',
      'cxform apply --auto-approve --tenant all',
      'cxform apply --allow-deletes 12',
      'cxform apply --target Queue/billing',
      'cxform apply plan.json --lock-timeout 5m',
    ],
    run: async (session, { file, ...values }) =>
      file === undefined
        ? (await import('../commands/apply.ts')).applyCommand(session, values)
        : (await import('../commands/apply-file.ts')).applyFileCommand(session, file, values),
  },
  {
    name: 'drift',
    description: 'show what was changed in the tenant by hand',
    options: [
      new Option(
        '--accept [address...]',
        'write what was changed into the manifests: of these addresses, or all of it',
      ).argParser(furtherAddress),
    ],
    examples: [
      'cxform drift',
      'cxform drift --tenant all --format json',
      'cxform drift --accept Queue/billing',
    ],
    run: async (session, { accept }) =>
      accept === undefined
        ? (await import('../commands/drift.ts')).driftCommand(session)
        : (await import('../commands/accept-drift.ts')).acceptDriftCommand(session, accept),
  },
];
