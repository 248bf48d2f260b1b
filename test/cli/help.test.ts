import { CommanderError } from 'commander';
import { describe, expect, it } from 'vitest';
import { buildProgram, commandGroups } from '../../src/cli/program.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { cxform, refusalCodes } from './cxform.ts';

const definitions = commandGroups.flatMap(([, commands]) => commands);
const examples = definitions.flatMap(({ name, examples }) => examples.map((example) => ({ name, example })));

/** The words of an example that cxform would see: what comes before a pipe or a file. */
function wordsOf(example: string): readonly string[] {
  const [command = ''] = example.split(/ [|>]/);
  return command.split(' ');
}

/** The names of the commands that the parser would run for these words. */
async function parsed(words: readonly string[]): Promise<readonly string[]> {
  const ran: string[] = [];
  const silent = { interactive: false, out: () => {}, err: () => {}, ask: async () => undefined };
  const program = buildProgram('0', async () => void ran.push(program.args[0] ?? ''), silent);
  await program.parseAsync(words, { from: 'user' });
  return ran;
}

describe('the examples of a command', () => {
  it.each(definitions.map(({ name, examples }) => [name, examples] as const))(
    'are there, the plainest first, and differ: %s',
    (name, lines) => {
      expect(lines.length).toBeGreaterThan(0);
      expect(new Set(lines).size).toBe(lines.length);
      expect(lines[0]).toMatch(new RegExp(`^cxform ${name}( |$)`));
    },
  );

  it.each(examples)('are understood by the parser: $example', async ({ name, example }) => {
    const [program, ...words] = wordsOf(example);
    expect(program).toBe('cxform');
    expect(await parsed(words)).toEqual([name]);
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
      const listed = lines.slice(from + 1, from + 1 + commands.length);
      expect(listed.map((line) => line.trim().split(' ')[0])).toEqual(commands.map(({ name }) => name));
    }
    expect(lines.filter((line) => /^ {2}complete /.test(line))).toEqual([]);
  });

  it.each(['plan', 'explain', 'completion'])('of %s is the same, asked for either way', async (name) => {
    const cwd = await tempFolder();
    const asked = await cxform(['help', name], { cwd });
    expect(asked).toMatchObject({ code: 0, stderr: '' });
    expect(asked).toEqual(await cxform([name, '--help'], { cwd }));
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
