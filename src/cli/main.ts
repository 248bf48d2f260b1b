import { supportsColor } from 'chalk';
import { CommanderError } from 'commander';
import packageFile from '../../package.json' with { type: 'json' };
import { error } from '../core/diagnostic.ts';
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
const wantsJson = argv.some(
  (word, at) => word === '--format=json' || (word === 'json' && argv[at - 1] === '--format'),
);

const program = buildProgram(packageFile.version, async (options, command) => {
  const { verbose } = options;
  const world = realWorld({ env, ...(verbose && { log: logRequest }) });
  const color = Boolean(supportsColor) && !env.NO_COLOR && program.opts().color !== false;
  process.exitCode = await command(new Session({ options, world, terminal, cwd: process.cwd(), color }));
});

program.exitOverride().configureOutput({ writeOut: terminal.out, writeErr: terminal.err });
for (const command of program.commands) command.exitOverride();

try {
  await program.parseAsync(argv);
} catch (thrown) {
  process.exitCode = exitCodeOf(thrown);
}

function exitCodeOf(thrown: unknown): number {
  if (thrown instanceof CommanderError) return usage(thrown);
  if (thrown instanceof CommandError) return failure(thrown);
  return bug(thrown);
}

function usage({ exitCode, message }: CommanderError): number {
  if (exitCode === 0) return 0;
  if (wantsJson) answerJson('USAGE', message.replace(/^error: /, ''));
  return exitFailed;
}

function failure({ code, message }: CommandError): number {
  if (wantsJson) answerJson(code, message);
  terminal.err(`cxform: ${escapeText(message)}\n`);
  return exitFailed;
}

function bug(thrown: unknown): number {
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  if (wantsJson) answerJson('BUG', message);
  terminal.err(`cxform: ${escapeText(message)}\nThis should not happen; please report it.\n`);
  if (argv.includes('--verbose') && thrown instanceof Error)
    terminal.err(`${thrown.stack?.split('\n').map(escapeText).join('\n')}\n`);
  return exitBug;
}

function answerJson(code: string, summary: string): void {
  terminal.out(jsonText({ formatVersion: 1, diagnostics: [error({ code, summary })] }));
}

function logRequest(line: unknown): void {
  terminal.err(`${escapeText(JSON.stringify(line))}\n`);
}
