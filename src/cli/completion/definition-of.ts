import type { Command } from 'commander';
import type { CommandDefinition } from '../command-definition.ts';

/** What a command of the program was made from, however far below it stands; undefined for the program and for what no definition made. */
export function definitionOf(
  command: Command,
  definitions: readonly CommandDefinition[],
): CommandDefinition | undefined {
  const { parent } = command;
  if (!parent) return undefined;
  const among = parent.parent ? (definitionOf(parent, definitions)?.subcommands ?? []) : definitions;
  return among.find(({ name }) => name === command.name());
}
