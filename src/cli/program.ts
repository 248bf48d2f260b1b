import { Command, InvalidArgumentError, Option } from 'commander';
import type { GlobalOptions, Session } from './session.ts';

/** Runs one command in a session made from the options given; answers its exit code. */
export type RunCommand = (
  options: GlobalOptions,
  command: (session: Session) => Promise<number>,
) => Promise<void>;

/** The command line: names, options and help. What commands do is loaded only when one is run. */
export function buildProgram(version: string, run: RunCommand): Command {
  const program = new Command('cxform')
    .description("Keeps a contact centre's configuration in Git: validate, plan, apply, drift.")
    .version(version)
    .configureHelp({ showGlobalOptions: true })
    .option('--config <file>', 'the Tenant file (default: cxform.yaml, from here upward)')
    .option('--tenant <name>', 'which Tenant of the file; needed where it holds several')
    .addOption(new Option('--format <format>', 'how to answer').choices(['text', 'json']).default('text'))
    .option('--output <file>', 'write the answer to a file instead of standard output')
    .addOption(
      new Option('--parallelism <n>', 'changes under way at once').argParser(wholeNumber(1)).default(10),
    )
    .option('--no-color', 'no colours (NO_COLOR does the same)')
    .option('--quiet', 'no progress', false)
    .option('--verbose', 'show each request, and where a bug came from', false)
    .showHelpAfterError('(cxform --help shows what there is)');

  program
    .command('validate')
    .description('check the manifests, offline')
    .addHelpText('after', examples('cxform validate', 'cxform validate --format json'))
    .action((_, command: Command) =>
      run(command.optsWithGlobals(), async (session) =>
        (await import('./commands/validate.ts')).validateCommand(session),
      ),
    );
  program
    .command('plan')
    .description('show what would change in the tenant')
    .option('--detailed-exitcode', 'exit 2 where there are changes')
    .addHelpText(
      'after',
      examples('cxform plan', 'cxform plan --detailed-exitcode --format json --output plan.json'),
    )
    .action((options, command: Command) =>
      run(command.optsWithGlobals(), async (session) =>
        (await import('./commands/plan.ts')).planCommand(session, options),
      ),
    );
  program
    .command('apply')
    .description('make the tenant match the manifests')
    .option('--auto-approve', 'write without asking')
    .addOption(
      new Option('--allow-deletes <n>', 'delete up to n objects, whatever the guard says').argParser(
        wholeNumber(0),
      ),
    )
    .addHelpText(
      'after',
      examples('cxform apply', 'cxform apply --auto-approve', 'cxform apply --allow-deletes 12'),
    )
    .action((options, command: Command) =>
      run(command.optsWithGlobals(), async (session) =>
        (await import('./commands/apply.ts')).applyCommand(session, options),
      ),
    );
  program
    .command('drift')
    .description('show what was changed in the tenant by hand')
    .addHelpText('after', examples('cxform drift', 'cxform drift --format json'))
    .action((_, command: Command) =>
      run(command.optsWithGlobals(), async (session) =>
        (await import('./commands/drift.ts')).driftCommand(session),
      ),
    );
  program
    .command('schema')
    .description('print the JSON Schema of manifests, for editors')
    .option('--out <folder>', 'write a file for each kind instead')
    .addHelpText('after', examples('cxform schema', 'cxform schema --out schemas'))
    .action((options, command: Command) =>
      run(command.optsWithGlobals(), async (session) =>
        (await import('./commands/schema.ts')).schemaCommand(session, options),
      ),
    );
  return program;
}

function wholeNumber(min: number): (text: string) => number {
  return (text) => {
    if (/^\d{1,9}$/.test(text) && Number(text) >= min) return Number(text);
    throw new InvalidArgumentError(`It must be a whole number from ${min}.`);
  };
}

const examples = (...lines: readonly string[]) =>
  `\nExamples:\n${lines.map((line) => `  $ ${line}\n`).join('')}`;
