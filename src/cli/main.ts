import { resolve } from 'node:path';
import { CommanderError } from 'commander';
import packageFile from '../../package.json' with { type: 'json' };
import { nodeTerminal } from '../host/terminal.ts';
import { escapeText, jsonText } from '../report/escape.ts';
import type { RunCommand } from './add-command.ts';
import type { Answer } from './answer.ts';
import { CommandError } from './command-error.ts';
import { buildProgram } from './program.ts';
import { answerToThrown, failed } from './thrown.ts';

const { argv, env, stdin, stdout, stderr } = process;
const terminal = nodeTerminal({ stdin, stdout, stderr }, onOutputLost);
// Whoever asks for it at all must get it, however else the options are wrong.
const wantsJson = given('--format').includes('json');
let ending = false;

/** What help needs none of is loaded here. */
const run: RunCommand = async (options, command) => {
  const [{ supportsColor, supportsColorStderr }, { Session }, { realWorld }] = await Promise.all([
    import('chalk'),
    import('./session.ts'),
    import('./world.ts'),
  ]);
  const { verbose } = options;
  const world = realWorld({ env, ...(verbose && { log: logRequest }) });
  const wanted = !env.NO_COLOR && program.opts().color !== false;
  const color = { out: wanted && Boolean(supportsColor), err: wanted && Boolean(supportsColorStderr) };
  const session = new Session({ options, world, terminal, cwd: process.cwd(), color });
  await session.assureOutput();
  process.exitCode = session.exitCode(await command(session));
};
const program = buildProgram(packageFile.version, run, terminal);

process.on('uncaughtException', endAtOnce);
process.on('unhandledRejection', endAtOnce);
try {
  await program.parseAsync(argv);
} catch (thrown) {
  process.exitCode = await end(thrown);
}

/** What was done stays done, and no exit code says that all is well where the answer is not there. */
function onOutputLost(code: string): void {
  const lost = new CommandError(
    'OUTPUT_UNWRITABLE',
    `standard output cannot be written (${code})`,
    'Make room, or name a file with --output; cxform history tells what an apply has done',
  );
  terminal.err(answerToThrown(lost, { verbose: false }).refusal ?? '');
  process.on('exit', () => {
    process.exitCode ||= 1;
  });
}

/** What nobody waits for can fail as well. Nothing that is still under way is sound then, and the first to fail says why. */
async function endAtOnce(thrown: unknown): Promise<void> {
  if (ending) return;
  ending = true;
  process.exitCode = await end(thrown);
  // The text before it is out once this is.
  stdout.write('', () => process.exit());
}

/** Says why there is no answer; the exit code for it. */
async function end(thrown: unknown): Promise<number> {
  if (thrown instanceof CommanderError) return usage(thrown);
  return tell(answerToThrown(thrown, { verbose: argv.includes('--verbose') }));
}

/** Commander has told people already: first what is wrong, then in brackets what was meant, where it can tell. */
async function usage({ exitCode, code, message }: CommanderError): Promise<number> {
  if (exitCode === 0) return 0;
  const [said = '', meant] = message.split('\n');
  const summary = code === 'commander.help' ? 'no command was given' : said.replace(/^error: /, '');
  const hint = meant?.replace(/^\(|\)$/g, '') ?? 'cxform --help shows what there is';
  return tell({ ...failed({ code: 'USAGE', summary, hint }), exitCode: 1 });
}

/** To the output file like every answer; where that cannot be had, standard output has to take it. */
async function tell({ result, refusal = '', exitCode }: Answer): Promise<number> {
  terminal.err(refusal);
  if (!wantsJson) return exitCode;
  const content = jsonText(result);
  const output = given('--output').at(-1);
  try {
    if (output === undefined) terminal.out(content);
    else await writeOutput(output, content);
  } catch {
    terminal.out(content);
  }
  return exitCode;
}

async function writeOutput(name: string, content: string): Promise<void> {
  const [{ nodeFiles }, { assureOutside }] = await Promise.all([
    import('../host/files.ts'),
    import('./assure-outside.ts'),
  ]);
  const path = resolve(name);
  await assureOutside(nodeFiles, { name, path, from: process.cwd(), config: given('--config').at(-1) });
  await nodeFiles.write(path, content);
}

/** The values that an option has on the command line, before anything has judged it. */
function given(option: string): string[] {
  return argv.flatMap((word, at) => {
    if (word === option) return argv[at + 1] ?? [];
    return word.startsWith(`${option}=`) ? word.slice(option.length + 1) : [];
  });
}

function logRequest(line: unknown): void {
  terminal.err(`${escapeText(JSON.stringify(line))}\n`);
}
