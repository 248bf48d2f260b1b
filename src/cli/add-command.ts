import type { Command, OptionValues } from 'commander';
import { didYouMean } from '../core/did-you-mean.ts';
import type { CommandDefinition } from './command-definition.ts';
import type { Format, GlobalOptions, Session } from './session.ts';

/** Runs one command in a session made from the options given. */
export type RunCommand = (
  options: GlobalOptions,
  command: (session: Session) => Promise<number>,
) => Promise<void>;

interface AddedCommand {
  /** The title that it stands under in the help of what it is added to. */
  readonly title: string;
  readonly definition: CommandDefinition;
  readonly run: RunCommand;
}

/** Adds a command, with those below it, to the program or to another command. */
export function addCommand(parent: Command, { title, definition, run }: AddedCommand): void {
  const { name, description, examples, subcommands = [] } = definition;
  const command = parent.command(name).description(description).helpGroup(title);
  command.showHelpAfterError(`(${wordsOf(command)} --help shows how it is used)`).helpCommand(false);
  for (const argument of definition.arguments ?? []) command.addArgument(argument);
  for (const option of definition.options ?? []) command.addOption(option);
  command.addHelpText('after', `\nExamples:\n${examples.map((line) => `  $ ${line}\n`).join('')}`);
  for (const one of subcommands) addCommand(command, { title: 'Commands:', definition: one, run });
  const { run: work } = definition;
  if (work)
    addAction(command, definition, (options, values) => run(options, (session) => work(session, values)));
}

/** The options of all commands as they were given to this one. */
export function globalOptions(command: Command): GlobalOptions {
  const { lockTimeout, ...options } = command.optsWithGlobals<
    Omit<GlobalOptions, 'lockTimeoutMs'> & { readonly lockTimeout: number }
  >();
  return { ...options, lockTimeoutMs: lockTimeout };
}

/** `cxform ledger verify` */
function wordsOf(command: Command): string {
  return command.parent ? `${wordsOf(command.parent)} ${command.name()}` : command.name();
}

function addAction(
  command: Command,
  definition: CommandDefinition,
  work: (options: GlobalOptions, values: OptionValues) => Promise<void>,
): void {
  // What is no command below it is refused here, with what was meant.
  if (definition.subcommands) command.allowExcessArguments().allowUnknownOption();
  command.action(() => {
    if (definition.subcommands) refuseExcess(command);
    const options = globalOptions(command);
    refuseMisuse(command, definition, options);
    return work(options, valuesOf(command));
  });
}

/** A command that others stand below takes no argument: a word behind it is one of those, mistyped. */
function refuseExcess(command: Command): void {
  const [word] = command.args;
  if (word === undefined) return;
  const what = word.startsWith('-') ? 'option' : 'command';
  const names = command.commands.map((one) => one.name());
  const { hint } = didYouMean(word, names);
  const meant = hint === undefined ? '' : `\n(${hint})`;
  command.error(`error: unknown ${what} '${word}'${meant}`, { code: 'commander.unknownCommand' });
}

const usualFormats: readonly Format[] = ['text', 'json'];

/** Options that stand for all commands, with values that this one can do nothing with. */
function refuseMisuse(
  command: Command,
  { formats = usualFormats, refuseTenant }: CommandDefinition,
  { format, tenant }: GlobalOptions,
): void {
  if (!formats.includes(format)) {
    misuse('--format <format>', format, `${command.name()} answers in ${formats.join(', ')}`);
  }
  const reason = tenant === undefined ? undefined : refuseTenant?.(tenant);
  if (tenant !== undefined && reason !== undefined) misuse('--tenant <name>', tenant, reason);

  function misuse(option: string, value: string, why: string): never {
    command.error(`error: option '${option}' argument '${value}' is invalid. ${why}.`, {
      code: 'commander.invalidArgument',
    });
  }
}

function valuesOf(command: Command): OptionValues {
  const names = command.registeredArguments.map((argument) => argument.name());
  const values = names.map((name, index) => [name, command.processedArgs[index]]);
  return { ...command.opts(), ...Object.fromEntries(values) };
}
