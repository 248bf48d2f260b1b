import { Command, Option } from 'commander';
import type { Terminal } from '../core/ports.ts';
import { escapeText } from '../report/escape.ts';
import { addCommand, globalOptions, type RunCommand } from './add-command.ts';
import type { CommandDefinition } from './command-definition.ts';
import { adoptionCommands } from './definitions/adoption.ts';
import { diagnosisCommands } from './definitions/diagnosis.ts';
import { learningCommands } from './definitions/learning.ts';
import { ledgerCommands } from './definitions/ledger.ts';
import { projectCommands } from './definitions/project.ts';
import { reconcilingCommands } from './definitions/reconciling.ts';
import { sandboxCommands } from './definitions/sandbox.ts';
import { tenantCommands } from './definitions/tenants.ts';
import { duration, wholeNumber } from './option-values.ts';

/** All commands as help lists them: in groups with a title. */
export const commandGroups: readonly (readonly [title: string, commands: readonly CommandDefinition[]])[] = [
  ['The project, offline:', projectCommands],
  ['Git and the tenant:', reconcilingCommands],
  ['What was done:', ledgerCommands],
  ['What the tenant has already:', adoptionCommands],
  ['Several Tenants:', tenantCommands],
  ['Where something does not work:', diagnosisCommands],
  ['Without a tenant:', sandboxCommands],
  ['Help:', learningCommands],
];

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
    .addOption(
      new Option('--lock-timeout <duration>', 'how long to wait while somebody else applies, such as 5m')
        .argParser(duration)
        .default(0, '0s'),
    )
    .option('--no-color', 'no colours (NO_COLOR does the same)')
    .option('--quiet', 'no progress', false)
    .option('--verbose', 'show each request, and where a bug came from', false)
    .showHelpAfterError('(cxform --help shows what there is)')
    .helpCommand(false);
  for (const [title, definitions] of commandGroups) {
    for (const definition of definitions) addCommand(program, { title, definition, run });
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
            run(globalOptions(command), async (session) => {
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
    .argument('[subcommand]', 'which one of those below it')
    .action(async (...[name, below]: [string?, string?]) => {
      const words = [name, below].filter((word) => word !== undefined);
      const flags = isMistyped(program, words) ? [] : ['--help'];
      await program.parseAsync([...words, ...flags], { from: 'user' });
    });
}

/** No command would run for these words: the parser says what was meant. */
function isMistyped(command: Command, [first, ...rest]: readonly string[]): boolean {
  if (first === undefined) return false;
  const below = command.commands.find((one) => one.name() === first);
  return below ? isMistyped(below, rest) : command.commands.length > 0;
}
