import type { CommandDefinition } from '../command-definition.ts';

/** What is wrong, where something does not work. */
export const diagnosisCommands: readonly CommandDefinition[] = [
  {
    name: 'doctor',
    description: 'look at all that cxform needs to work with the tenant; reads alone',
    examples: ['cxform doctor', 'cxform doctor --tenant all', 'cxform doctor --format json'],
    run: async (session) => (await import('../commands/doctor.ts')).doctorCommand(session),
  },
];
