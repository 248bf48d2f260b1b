import { CommanderError } from 'commander';
import { describe, expect, it } from 'vitest';
import { buildProgram, commandGroups } from '../../src/cli/program.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { cxform, refusalCodes } from './cxform.ts';
import { makeProject } from './project.ts';

const all = commandGroups.flatMap(([, commands]) => commands);
/** Every command with the words that call it, those below another one as well. */
const definitions = all.flatMap((one) => [
  { words: one.name, examples: one.examples },
  ...(one.subcommands ?? []).map(({ name, examples }) => ({ words: `${one.name} ${name}`, examples })),
]);
const examples = definitions.flatMap(({ words, examples }) =>
  examples.map((example) => ({ words, example })),
);

/** The words of an example that cxform would see: what comes before a pipe or a file. */
function wordsOf(example: string): readonly string[] {
  const [command = ''] = example.split(/ [|>]/);
  return command.split(' ');
}

/** The first words of what the parser would run for these. */
async function parsed(words: readonly string[]): Promise<readonly string[]> {
  const ran: string[] = [];
  const silent = { interactive: false, out: () => {}, err: () => {}, ask: async () => undefined };
  const program = buildProgram('0', async () => void ran.push(program.args[0] ?? ''), silent);
  await program.parseAsync(words, { from: 'user' });
  return ran;
}

describe('the examples of a command', () => {
  it.each(definitions.map(({ words, examples }) => [words, examples] as const))(
    'are there, the plainest first, and differ: %s',
    (words, lines) => {
      expect(lines.length).toBeGreaterThan(0);
      expect(new Set(lines).size).toBe(lines.length);
      expect(lines[0]).toMatch(new RegExp(`^cxform ${words}( |$)`));
    },
  );

  it.each(examples)('are understood by the parser: $example', async ({ words, example }) => {
    const [program, ...said] = wordsOf(example);
    expect(program).toBe('cxform');
    expect(await parsed(said)).toEqual([words.split(' ')[0]]);
  });

  it('would not be, were they wrong', async () => {
    await expect(parsed(['plan', '--taget', 'Queue/a'])).rejects.toThrow(CommanderError);
  });
});

describe('help', () => {
  it('lists every command once, in groups', async () => {
    const { stdout } = await cxform(['--help'], { cwd: await tempFolder() });
    const lines = stdout.split('\n');
    for (const [title, commands] of commandGroups) {
      const from = lines.indexOf(title);
      expect(from).toBeGreaterThan(0);
      const listed = lines.slice(from + 1, lines.indexOf('', from));
      const named = listed.flatMap((line) => /^ {2}(\S+)/.exec(line)?.[1] ?? []);
      expect(named.filter((name) => name !== 'help')).toEqual(commands.map(({ name }) => name));
    }
    expect(lines.filter((line) => /^ {2}complete /.test(line))).toEqual([]);
  });

  it.each(['plan', 'explain', 'completion', 'conflicts', 'conflicts resolve', 'ledger', 'ledger verify'])(
    'of %s is the same, asked for either way',
    async (name) => {
      const cwd = await tempFolder();
      const asked = await cxform(['help', ...name.split(' ')], { cwd });
      expect(asked).toMatchObject({ code: 0, stderr: '' });
      expect(asked.stdout).toContain(`Usage: cxform ${name} `);
      expect(asked).toEqual(await cxform([...name.split(' '), '--help'], { cwd }));
    },
  );

  it('runs nothing, whatever stands behind the command', async () => {
    const cwd = await makeProject();
    const ran = await cxform(['help', 'apply', 'plan.json'], { cwd });
    expect(ran).toMatchObject({ code: 0, stderr: '' });
    expect(ran.stdout).toContain('Usage: cxform apply ');
  });

  it('lists the commands below a command, which has none to run by itself', async () => {
    const cwd = await makeProject();
    const { stdout } = await cxform(['ledger', '--help'], { cwd });
    for (const name of ['verify', 'unlock', 'erase', 'compact'])
      expect(stdout).toMatch(new RegExp(`^ {2}${name} `, 'm'));
    const alone = await cxform(['ledger', '--format', 'json'], { cwd });
    expect(alone.code).toBe(1);
    expect(refusalCodes(alone)).toEqual(['USAGE']);
  });

  it('of all is the same, asked for either way', async () => {
    const cwd = await tempFolder();
    expect(await cxform(['help'], { cwd })).toEqual(await cxform(['--help'], { cwd }));
  });
});

describe('a slip of the keyboard', () => {
  it.each([
    [['pln'], 'plan'],
    [['help', 'pln'], 'plan'],
    [['plan', '--tarqet', 'Queue/a'], '--target'],
    [['plan', '--formt', 'json'], '--format'],
    [['completions', 'bash'], 'completion'],
    [['ledger', 'verfy'], 'verify'],
    [['help', 'ledger', 'verfy'], 'verify'],
    [['conflicts', 'resolv', 'Queue/a', '--take', 'git'], 'resolve'],
    [['help', 'conflicts', 'resolv'], 'resolve'],
    [['plan', '--lock-timout', '5s'], '--lock-timeout'],
  ])('is answered with what was meant: %j', async (words, meant) => {
    const cwd = await tempFolder();
    const ran = await cxform(words, { cwd });
    expect(ran).toMatchObject({ code: 1, stdout: '' });
    expect(ran.stderr).toContain(`Did you mean ${meant}?`);
    const inJson = await cxform(['--format', 'json', ...words], { cwd });
    expect(refusalCodes(inJson)).toEqual(['USAGE']);
    expect(JSON.parse(inJson.stdout).diagnostics[0]).toMatchObject({
      summary: expect.not.stringContaining('\n'),
      hint: `Did you mean ${meant}?`,
    });
  });

  it('that is like nothing is told where to look', async () => {
    const inJson = await cxform(['--format', 'json', 'frobnicate'], { cwd: await tempFolder() });
    expect(JSON.parse(inJson.stdout).diagnostics[0].hint).toMatch(/--help/);
  });
});
