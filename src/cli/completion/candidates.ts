import { Argument, type Command, type Option } from 'commander';
import type { CommandDefinition } from '../command-definition.ts';
import type { Cursor } from './cursor.ts';
import { definitionOf } from './definition-of.ts';

/** A word that could stand at the cursor. */
export interface Candidate {
  readonly value: string;
  readonly description: string;
}

/** What can stand at the cursor: words, files, or something that only a look at the project tells. */
export type Candidates =
  | { readonly from: 'words'; readonly words: readonly Candidate[] }
  | { readonly from: 'files' }
  | { readonly from: ProjectSource };

/** What is looked up: names of Tenants; addresses of manifests, of the journal, of open conflicts; kinds and their fields. */
export type ProjectSource = 'tenants' | 'addresses' | 'journal' | 'conflicts' | 'places';

/** What can stand at the cursor, as far as the command line itself tells. */
export function candidatesAt(
  program: Command,
  definitions: readonly CommandDefinition[],
  cursor: Cursor,
): Candidates {
  if (cursor.at === 'command') return words(commandWords(cursor.command));
  if (cursor.at === 'option') return words(optionWords(cursor.command));
  if (cursor.at !== 'value') return words([]);
  return valuesOf(cursor.of, program, definitionOf(cursor.command, definitions));
}

const words = (all: readonly Candidate[]): Candidates => ({ from: 'words', words: all });

const plain = (value: string): Candidate => ({ value, description: '' });

function commandWords(below: Command): Candidate[] {
  return below
    .createHelp()
    .visibleCommands(below)
    .map((command) => ({ value: command.name(), description: command.description() }));
}

function optionWords(command: Command): Candidate[] {
  const help = command.createHelp();
  return [...help.visibleOptions(command), ...help.visibleGlobalOptions(command)].flatMap(
    ({ long, description }) => (long ? [{ value: long, description }] : []),
  );
}

function valuesOf(
  of: Option | Argument,
  program: Command,
  definition: CommandDefinition | undefined,
): Candidates {
  if (of.argChoices) return words(of.argChoices.map(plain));
  const what = of instanceof Argument ? of.name() : of.attributeName();
  if (what === 'format') return words((definition?.formats ?? ['text', 'json']).map(plain));
  if (what === 'command') return words(commandWords(program));
  if (what === 'place') return { from: 'places' };
  if (['tenant', 'left', 'right'].includes(what)) return { from: 'tenants' };
  const shape = of instanceof Argument ? of.name() : (/[<[](\w+)/.exec(of.flags)?.[1] ?? '');
  if (shape === 'address') return { from: definition?.addresses ?? 'addresses' };
  return shape === 'file' || shape === 'folder' ? { from: 'files' } : words([]);
}
