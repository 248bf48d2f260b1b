import { describe, expect, it } from 'vitest';
import { answerTenants } from '../../src/cli/answer-tenants.ts';
import { CommandError } from '../../src/cli/command-error.ts';
import { applyCommand } from '../../src/cli/commands/apply.ts';
import { type GlobalOptions, Session } from '../../src/cli/session.ts';
import { realWorld } from '../../src/cli/world.ts';
import { onlyJson } from './cxform.ts';
import { changing, makeTenants, settled } from './several-tenants.ts';

/** A session on all Tenants of a folder before a person who gives these answers. */
function sessionIn(cwd: string, options: Partial<GlobalOptions> = {}, answers: readonly string[] = []) {
  const shown = { stdout: '', stderr: '', questions: [] as string[] };
  const left = [...answers];
  const session = new Session({
    options: {
      format: 'text',
      parallelism: 1,
      lockTimeoutMs: 0,
      quiet: false,
      verbose: false,
      tenant: 'all',
      ...options,
    },
    world: realWorld({ env: {} }),
    terminal: {
      interactive: answers.length > 0,
      out: (text) => {
        shown.stdout += text;
      },
      err: (text) => {
        shown.stderr += text;
      },
      ask: async (question) => {
        shown.questions.push(question.trim());
        return left.shift();
      },
    },
    cwd,
    color: { out: false, err: false },
  });
  return { session, shown };
}

/** From the gravest to the mildest (interface §3). */
const exitCodes = [70, 1, 3, 2, 0] as const;
const pairs = exitCodes.flatMap((first) => exitCodes.map((second) => [first, second] as const));

describe('the exit code of several Tenants', () => {
  it.each(pairs)('of one that ends with %i and one with %i is the graver one', async (first, second) => {
    const { session } = sessionIn(await makeTenants({ dev: settled, prod: settled }));
    const code = await answerTenants(session, async ({ name }) => ({
      result: {},
      exitCode: name === 'dev' ? first : second,
    }));
    expect(code).toBe(exitCodes.find((one) => one === first || one === second));
  });
});

describe('a Tenant about which a command throws', () => {
  const thrown = (error: Error) =>
    (async ({ name }: { readonly name: string }) => {
      if (name === 'dev') throw error;
      return { result: { formatVersion: 1, tenant: name, fine: true }, text: 'fine\n', exitCode: 0 };
    }) satisfies Parameters<typeof answerTenants>[1];

  it.each([
    ['a bug', new Error('broken\u001b[2J'), 70, 'BUG'],
    ['what cannot be written', new CommandError('OUTPUT_UNWRITABLE', 'x', 'y'), 1, 'OUTPUT_UNWRITABLE'],
  ])('has %s for its result, and the others have theirs', async (_, error, exitCode, code) => {
    const folder = await makeTenants({ dev: settled, prod: settled });
    const inJson = sessionIn(folder, { format: 'json' });
    expect(await answerTenants(inJson.session, thrown(error))).toBe(exitCode);
    expect(onlyJson(inJson.shown)).toMatchObject({
      formatVersion: 1,
      tenants: [
        { formatVersion: 1, tenant: 'dev', diagnostics: [{ code, summary: error.message }] },
        { formatVersion: 1, tenant: 'prod', fine: true },
      ],
    });
    const inText = sessionIn(folder);
    expect(await answerTenants(inText.session, thrown(error))).toBe(exitCode);
    expect(inText.shown.stdout).toBe('== prod ==\nfine\n');
    expect(inText.shown.stderr).toMatch(/^== dev ==\ncxform: /);
    expect(inText.shown.stderr).not.toContain('\u001b');
  });
});

describe('apply to several Tenants before a person', () => {
  it('asks about each by name, below its plan', async () => {
    const { session, shown } = sessionIn(await makeTenants({ dev: changing, prod: changing }), {}, [
      'yes',
      'yes',
    ]);
    expect(await applyCommand(session, {})).toBe(0);
    expect(shown.questions.map((question) => question.match(/\b(dev|prod)\b/)?.[0])).toEqual(['dev', 'prod']);
    expect(shown.stdout.split('\n').filter((line) => /^(==|\w+: )/.test(line))).toEqual([
      '== dev ==',
      expect.stringMatching(/^dev: 1 to create/),
      'dev: 1 applied, 0 failed.',
      '== prod ==',
      expect.stringMatching(/^prod: 1 to create/),
      'prod: 1 applied, 0 failed.',
    ]);
  });

  it('writes to the one that was approved alone', async () => {
    const folder = await makeTenants({ dev: changing, qa: settled, prod: changing });
    const { session, shown } = sessionIn(folder, { format: 'json' }, ['no', 'yes']);
    expect(await applyCommand(session, {})).toBe(1);
    expect(shown.questions).toHaveLength(2);
    expect(onlyJson(shown)).toMatchObject({
      tenants: [
        { tenant: 'dev', diagnostics: [{ code: 'DECLINED' }] },
        { tenant: 'qa', outcomes: [] },
        { tenant: 'prod', summary: { applied: 1 } },
      ],
    });
    const again = sessionIn(folder, {}, ['no', 'no']);
    await applyCommand(again.session, {});
    expect(again.shown.questions).toHaveLength(1);
  });
});
