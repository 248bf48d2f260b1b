import { Command, Option, type OptionValues } from 'commander';
import type { Terminal } from '../core/ports.ts';
import { escapeText } from '../report/escape.ts';
import type { CommandDefinition } from './command-definition.ts';
import { adoptionCommands } from './definitions/adoption.ts';
import { diagnosisCommands } from './definitions/diagnosis.ts';
import { learningCommands } from './definitions/learning.ts';
import { projectCommands } from './definitions/project.ts';
import { reconcilingCommands } from './definitions/reconciling.ts';
import { sandboxCommands } from './definitions/sandbox.ts';
import { tenantCommands } from './definitions/tenants.ts';
import { wholeNumber } from './option-values.ts';
import type { Format, GlobalOptions, Session } from './session.ts';

/** Runs one command in a session made from the options given. */
export type RunCommand = (
  options: GlobalOptions,
  command: (session: Session) => Promise<number>,
) => Promise<void>;

/** All commands as help lists them: in groups with a title. */
export const commandGroups: readonly (readonly [title: string, commands: readonly CommandDefinition[]])[] = [
  ['The project, offline:', projectCommands],
  ['Git and the tenant:', reconcilingCommands],
  ['What the tenant has already:', adoptionCommands],
  ['Several Tenants:', tenantCommands],
  ['Where something does not work:', diagnosisCommands],
  ['Without a tenant:', sandboxCommands],
  ['Help:', learningCommands],
];

const usualFormats: readonly Format[] = ['text', 'json'];

/** The command line: names, options and help. Throws CommanderError where it should end the process. */
export function buildProgram(version: string, run: RunCommand, { out, err }: Terminal): Command {
  const program = new Command('cxform')
    // Commands take these over when they are added.
    .exitOverride()
    .configureOutput({
      writeOut: out,
      writeErr: err,
      outputError: (text) => err(text.split('\n').map(escapeText).join('\n')),
    })
    .description("Keeps a contact centre's configuration in Git: validate, plan, apply, drift.")
    .version(version)
    .configureHelp({ showGlobalOptions: true })
    .option('--config <file>', 'the Tenant file (default: cxform.yaml, from here upward)')
    .option('--tenant <name>', 'which Tenant of the file; needed where it holds several; all for each')
    .option('--format <format>', 'how to answer: text, json; graph also mermaid, dot', 'text')
    .option('--output <file>', 'write the answer to a file instead of standard output')
    .addOption(
      new Option('--parallelism <n>', 'changes under way at once').argParser(wholeNumber(1)).default(10),
    )
    .option('--no-color', 'no colours (NO_COLOR does the same)')
    .option('--quiet', 'no progress', false)
    .option('--verbose', 'show each request, and where a bug came from', false)
    .showHelpAfterError('(cxform --help shows what there is)')
    .helpCommand(false);
  for (const [title, definitions] of commandGroups) {
    for (const definition of definitions) addCommand(program, title, definition, run);
  }
  addHelp(program);
  addComplete(program, run, out);
  return program;
}

/** What the scripts of `cxform completion` call. */
function addComplete(program: Command, run: RunCommand, out: Terminal['out']): void {
  program
    .command('complete', { hidden: true })
    .description('say what can stand at the cursor, for shells')
    .argument('[words...]', 'those up to the cursor, after --')
    .option('--new-word', 'the cursor stands where no word has begun yet')
    .action(
      async (words: readonly string[], { newWord = false }: { newWord?: boolean }, command: Command) => {
        const { completionText } = await import('./completion/complete.ts');
        const text = await completionText({
          program,
          definitions: commandGroups.flatMap(([, definitions]) => definitions),
          words: newWord ? [...words, ''] : words,
          inSession: (work) =>
            run(command.optsWithGlobals<GlobalOptions>(), async (session) => {
              await work(session);
              return 0;
            }),
        });
        out(text);
      },
    );
}

/** `cxform help plan` is `cxform plan --help`, and wrong where that is. */
function addHelp(program: Command): void {
  program
    .command('help')
    .description('show how a command is used')
    .helpGroup('Help:')
    .argument('[command]', 'which one; without it all are listed')
    .action(async (name?: string) => {
      const isUnknown = name !== undefined && program.commands.every((command) => command.name() !== name);
      const words = [...(name === undefined ? [] : [name]), ...(isUnknown ? [] : ['--help'])];
      await program.parseAsync(words, { from: 'user' });
    });
}

function addCommand(program: Command, title: string, definition: CommandDefinition, run: RunCommand): void {
  const { name, description, examples } = definition;
  const command = program
    .command(name)
    .description(description)
    .helpGroup(title)
    .showHelpAfterError(`(cxform ${name} --help shows how it is used)`);
  for (const argument of definition.arguments ?? []) command.addArgument(argument);
  for (const option of definition.options ?? []) command.addOption(option);
  command
    .addHelpText('after', `\nExamples:\n${examples.map((line) => `  $ ${line}\n`).join('')}`)
    .action(() => {
      const options = command.optsWithGlobals<GlobalOptions>();
      refuseMisuse(command, definition, options);
      return run(options, (session) => definition.run(session, valuesOf(command)));
    });
}

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
