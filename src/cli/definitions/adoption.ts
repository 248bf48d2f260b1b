import { Argument, Option } from 'commander';
import type { CommandDefinition } from '../command-definition.ts';
import { oneAddress, refuseAll, someText } from '../option-values.ts';

/** From the tenant into Git. */
export const adoptionCommands: readonly CommandDefinition[] = [
  {
    name: 'export',
    description: 'make manifests of what the tenant holds',
    options: [
      new Option('--out <folder>', 'write a file for each manifest instead of printing them').argParser(
        someText,
      ),
      new Option('--unmanaged', 'only what Git does not declare yet'),
    ],
    examples: ['cxform export', 'cxform export --out manifests', 'cxform export --unmanaged --out manifests'],
    refuseTenant: refuseAll,
    run: async (session, values) => (await import('../commands/export.ts')).exportCommand(session, values),
  },
  {
    name: 'adopt',
    description: 'make an object of the tenant the one of an address',
    arguments: [
      new Argument('<address>', 'such as Queue/billing').argParser(oneAddress),
      new Argument('<id>', "the object's id; cxform plan shows those of what is unmanaged").argParser(
        someText,
      ),
    ],
    examples: ['cxform adopt Queue/billing que_8f3a'],
    refuseTenant: refuseAll,
    run: async (session, { address, id }) =>
      (await import('../commands/adopt.ts')).adoptCommand(session, { address, id }),
  },
];
