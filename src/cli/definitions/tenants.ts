import { Argument } from 'commander';
import type { CommandDefinition } from '../command-definition.ts';
import { oneTenant } from '../option-values.ts';

/** Several Tenants. */
export const tenantCommands: readonly CommandDefinition[] = [
  {
    name: 'tenants',
    description: 'list the Tenants of the file',
    examples: ['cxform tenants', 'cxform tenants --format json'],
    run: async (session) => (await import('../commands/tenants.ts')).tenantsCommand(session),
  },
  {
    name: 'compare',
    description: 'show how two tenants differ, by name and ids aside',
    arguments: [
      new Argument('<left>', "a Tenant's name").argParser(oneTenant),
      new Argument('<right>', "another's").argParser(oneTenant),
    ],
    examples: ['cxform compare dev prod', 'cxform compare dev prod --format json'],
    refuseTenant: () => 'The two Tenants are arguments: cxform compare LEFT RIGHT',
    run: async (session, { left, right }) =>
      (await import('../commands/compare.ts')).compareCommand(session, { left, right }),
  },
];
