import { describe, expect, it } from 'vitest';
import { applyCommand } from '../../src/cli/commands/apply.ts';
import { Session } from '../../src/cli/session.ts';
import { realWorld } from '../../src/cli/world.ts';
import { type LoopbackTenant, startTenant } from '../support/loopback-tenant.ts';
import { cxform, refusalCodes } from './cxform.ts';
import { makeProject, manifest } from './project.ts';

const skill = { 'manifests/skill.yaml': manifest('Skill', 'billing') };

interface Person {
  /** What is typed; undefined where the input ends. */
  readonly answer: string | undefined;
  readonly format?: 'text' | 'json';
  readonly quiet?: boolean;
}

/** `cxform apply` before a person at a terminal. */
async function applyBefore({ answer, format = 'text', quiet = false }: Person, { env }: LoopbackTenant) {
  const shown = { stdout: '', stderr: '', questions: [] as string[], beforeTheQuestion: '' };
  const session = new Session({
    options: { format, parallelism: 10, lockTimeoutMs: 0, quiet, verbose: false },
    world: realWorld({ env }),
    terminal: {
      interactive: true,
      out: (text) => {
        shown.stdout += text;
      },
      err: (text) => {
        shown.stderr += text;
      },
      ask: async (question) => {
        shown.questions.push(question);
        shown.beforeTheQuestion = shown.stdout + shown.stderr;
        return answer;
      },
    },
    cwd: await makeProject(skill),
    color: { out: false, err: false },
  });
  return { code: await applyCommand(session, {}), ...shown };
}

describe('apply before a person', () => {
  it('shows the plan, asks once and writes on yes', async () => {
    const tenant = await startTenant();
    const ran = await applyBefore({ answer: 'yes' }, tenant);
    expect(ran.code).toBe(0);
    expect(ran.questions).toHaveLength(1);
    expect(ran.beforeTheQuestion).toContain('+ Skill/billing');
    expect(tenant.writes).toHaveLength(1);
  });

  it.each(['no', 'y', 'YES', 'yes please', '', undefined])('writes nothing on %j', async (answer) => {
    const tenant = await startTenant();
    const ran = await applyBefore({ answer }, tenant);
    expect(ran.code).toBe(1);
    expect(ran.stderr).toContain('DECLINED');
    expect(tenant.writes).toEqual([]);
  });

  it('answers a refusal as one JSON document', async () => {
    const ran = await applyBefore({ answer: 'no', format: 'json' }, await startTenant());
    expect(ran.code).toBe(1);
    expect(refusalCodes(ran)).toEqual(['DECLINED']);
    expect(ran.beforeTheQuestion).toContain('+ Skill/billing');
  });

  it('shows what it asks about even with --quiet', async () => {
    for (const format of ['text', 'json'] as const) {
      const ran = await applyBefore({ answer: 'yes', format, quiet: true }, await startTenant());
      expect(ran.code).toBe(0);
      expect(ran.beforeTheQuestion).toContain('+ Skill/billing');
      expect(ran.stderr).not.toContain('[1/1]');
    }
  });

  it('redraws one line while it works, and leaves it empty', async () => {
    const ran = await applyBefore({ answer: 'yes' }, await startTenant());
    expect(ran.stderr).toBe('\r\u001b[2K[1/1] ✓ Skill/billing created\r\u001b[2K');
  });

  it('does not ask where there is nothing to write', async () => {
    const tenant = await startTenant({ skills: [{ id: 'skl_1', name: 'billing', version: 1 }] });
    const ran = await applyBefore({ answer: 'no' }, tenant);
    expect(ran).toMatchObject({ code: 0, questions: [] });
    expect(tenant.writes).toEqual([]);
  });
});

describe('apply without a terminal', () => {
  it('refuses with exit 1 and writes nothing', async () => {
    const tenant = await startTenant();
    const cwd = await makeProject(skill);
    const inJson = await cxform(['apply', '--format', 'json'], { cwd, env: tenant.env });
    expect(inJson.code).toBe(1);
    expect(refusalCodes(inJson)).toEqual(['CANNOT_ASK']);
    const inText = await cxform(['apply'], { cwd, env: tenant.env });
    expect(inText.code).toBe(1);
    expect(inText.stderr).toContain('--auto-approve');
    expect(tenant.writes).toEqual([]);
  });

  it('does not refuse where there is nothing to write', async () => {
    const tenant = await startTenant({ skills: [{ id: 'skl_1', name: 'billing', version: 1 }] });
    const ran = await cxform(['apply'], { cwd: await makeProject(skill), env: tenant.env });
    expect(ran.code).toBe(0);
  });
});
