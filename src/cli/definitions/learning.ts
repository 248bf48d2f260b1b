import { Argument } from 'commander';
import type { CommandDefinition } from '../command-definition.ts';
import { shells } from '../completion/shells.ts';

/** What people ask while they write. */
export const learningCommands: readonly CommandDefinition[] = [
  {
    name: 'explain',
    description: 'show what manifests can say, from their schemas',
    arguments: [new Argument('[place]', 'a kind, or a field of it; without one all kinds are listed')],
    examples: [
      'cxform explain',
      'cxform explain Queue',
      'cxform explain Queue.spec.skills.level',
      'cxform explain Tenant.guard --format json',
    ],
    refuseTenant: () => 'What manifests can say is the same for all Tenants',
    run: async (session, { place }) =>
      (await import('../commands/explain.ts')).explainCommand(session, { place }),
  },
  {
    name: 'completion',
    description: 'print the script that makes a shell complete cxform',
    arguments: [new Argument('<shell>', 'which shell').choices(shells)],
    examples: [
      'cxform completion bash >> ~/.bashrc',
      'cxform completion zsh > ~/.zfunc/_cxform',
      'cxform completion fish > ~/.config/fish/completions/cxform.fish',
      'cxform completion powershell >> $PROFILE',
    ],
    refuseTenant: () => 'It is the same for all Tenants',
    run: async (session, { shell }) =>
      (await import('../commands/completion.ts')).completionCommand(session, { shell }),
  },
];
