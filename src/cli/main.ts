import { resolve } from 'node:path';
import { supportsColor, supportsColorStderr } from 'chalk';
import { CommanderError } from 'commander';
import packageFile from '../../package.json' with { type: 'json' };
import { error } from '../core/diagnostic.ts';
import { nodeFiles } from '../host/files.ts';
import { nodeTerminal } from '../host/terminal.ts';
import { escapeText, jsonText } from '../report/escape.ts';
import { buildProgram } from './program.ts';
import { CommandError, Session } from './session.ts';
import { realWorld } from './world.ts';

/** The exit codes of interface §4 that no command gives itself. */
const exitFailed = 1;
const exitBug = 70;

const { argv, env, stdin, stdout, stderr } = process;
const terminal = nodeTerminal({ stdin, stdout, stderr });
// Whoever asks for it at all must get it, however else the options are wrong.
const wantsJson = given('--format').includes('json');
let ending = false;

const program = buildProgram(packageFile.version, async (options, command) => {
  const { verbose } = options;
  const world = realWorld({ env, ...(verbose && { log: logRequest }) });
  const wanted = !env.NO_COLOR && program.opts().color !== false;
  const color = { out: wanted && Boolean(supportsColor), err: wanted && Boolean(supportsColorStderr) };
  process.exitCode = await command(new Session({ options, world, terminal, cwd: process.cwd(), color }));
});

program.exitOverride().configureOutput({ writeOut: terminal.out, writeErr: terminal.err });
for (const command of program.commands) command.exitOverride();

process.on('uncaughtException', endAtOnce);
process.on('unhandledRejection', endAtOnce);
try {
  await program.parseAsync(argv);
} catch (thrown) {
  process.exitCode = await exitCodeOf(thrown);
}

/** What nobody waits for can fail as well. Nothing that is still under way is sound then, and the first to fail says why. */
async function endAtOnce(thrown: unknown): Promise<void> {
  if (ending) return;
  ending = true;
  process.exitCode = await bug(thrown);
  // The text before it is out once this is.
  stdout.write('', () => process.exit());
}

async function exitCodeOf(thrown: unknown): Promise<number> {
  if (thrown instanceof CommanderError) return usage(thrown);
  if (thrown instanceof CommandError) return failure(thrown);
  return bug(thrown);
}

/** Commander has told people already. */
async function usage({ exitCode, code, message }: CommanderError): Promise<number> {
  if (exitCode === 0) return 0;
  const summary = code === 'commander.help' ? 'no command was given' : message.replace(/^error: /, '');
  if (wantsJson) await answerJson('USAGE', summary);
  return exitFailed;
}

async function failure({ code, message }: CommandError): Promise<number> {
  if (wantsJson) await answerJson(code, message);
  terminal.err(`cxform: ${escapeText(message)}\n`);
  return exitFailed;
}

async function bug(thrown: unknown): Promise<number> {
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  if (wantsJson) await answerJson('BUG', message);
  terminal.err(`cxform: ${escapeText(message)}\nThis should not happen; please report it.\n`);
  if (argv.includes('--verbose') && thrown instanceof Error)
    terminal.err(`${thrown.stack?.split('\n').map(escapeText).join('\n')}\n`);
  return exitBug;
}

/** To the output file like every answer; where that cannot be had, standard output has to take it. */
async function answerJson(code: string, summary: string): Promise<void> {
  const content = jsonText({ formatVersion: 1, diagnostics: [error({ code, summary })] });
  const output = given('--output').at(-1);
  try {
    if (output === undefined) terminal.out(content);
    else await nodeFiles.write(resolve(output), content);
  } catch {
    terminal.out(content);
  }
}

/** An option as it stands on the command line: where that is wrong, there is nothing parsed to ask. */
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
