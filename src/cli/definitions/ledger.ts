import { Argument, Option } from 'commander';
import type { CommandDefinition } from '../command-definition.ts';
import { allowDeletes, autoApprove, oneAddress, refuseAll } from '../option-values.ts';

const resolve: CommandDefinition = {
  name: 'resolve',
  description: 'decide the conflicts of an address for Git or for the tenant',
  arguments: [
    new Argument('<address>', 'whose conflicts; cxform conflicts lists them').argParser(oneAddress),
  ],
  options: [
    new Option(
      '--take <side>',
      'git: write what the manifests say; live: write what the tenant has into the manifests',
    )
      .choices(['git', 'live'])
      .makeOptionMandatory(),
    autoApprove,
    allowDeletes,
  ],
  examples: [
    'cxform conflicts resolve Queue/billing --take live',
    'cxform conflicts resolve Queue/billing --take git --auto-approve',
    'cxform conflicts resolve RoutingProfile/voice --take live',
  ],
  addresses: 'conflicts',
  refuseTenant: refuseAll,
  run: async (session, { address, take, ...values }) =>
    (await import('../commands/resolve-conflict.ts')).resolveConflictCommand(session, {
      ...values,
      address,
      take,
    }),
};

const verify: CommandDefinition = {
  name: 'verify',
  description: 'look whether every line of it is as it was written',
  examples: ['cxform ledger verify', 'cxform ledger verify --tenant all --format json'],
  run: async (session) => (await import('../commands/verify-ledger.ts')).verifyLedgerCommand(session),
};

const unlock: CommandDefinition = {
  name: 'unlock',
  description: 'take the lease away from a run that will not come back',
  options: [autoApprove],
  examples: ['cxform ledger unlock', 'cxform ledger unlock --auto-approve'],
  run: async (session, values) =>
    (await import('../commands/unlock-ledger.ts')).unlockLedgerCommand(session, values),
};

const erase: CommandDefinition = {
  name: 'erase',
  description: 'erase the values that it keeps of an address, such as personal data',
  arguments: [new Argument('<address>', 'such as RoutingProfile/voice/ana').argParser(oneAddress)],
  options: [autoApprove],
  examples: [
    'cxform ledger erase RoutingProfile/voice/ana',
    'cxform ledger erase RoutingProfile/voice/ana --auto-approve --tenant all',
  ],
  addresses: 'journal',
  run: async (session, { address, ...values }) =>
    (await import('../commands/erase-values.ts')).eraseValuesCommand(session, address, values),
};

const compact: CommandDefinition = {
  name: 'compact',
  description: 'begin its journal anew with what is still needed, and keep the one before',
  examples: ['cxform ledger compact', 'cxform ledger compact --tenant all'],
  run: async (session) => (await import('../commands/compact-ledger.ts')).compactLedgerCommand(session),
};

/** What the ledger knows. */
export const ledgerCommands: readonly CommandDefinition[] = [
  {
    name: 'history',
    description: 'list all runs, or what became of one address',
    arguments: [new Argument('[address]', 'such as Queue/billing').argParser(oneAddress)],
    examples: ['cxform history', 'cxform history Queue/billing', 'cxform history --format json'],
    addresses: 'journal',
    run: async (session, { address }) =>
      (await import('../commands/history.ts')).historyCommand(session, { address }),
  },
  {
    name: 'conflicts',
    description: 'list what two people wanted at once, and nobody has decided yet',
    examples: ['cxform conflicts', 'cxform conflicts --tenant all', ...resolve.examples],
    subcommands: [resolve],
    run: async (session) => (await import('../commands/conflicts.ts')).conflictsCommand(session),
  },
  {
    name: 'ledger',
    description: 'look after the ledger itself: verify, unlock, erase, compact',
    examples: [verify, unlock, erase, compact].flatMap(({ examples }) => examples.slice(0, 1)),
    subcommands: [verify, unlock, erase, compact],
  },
];
