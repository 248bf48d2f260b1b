import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cruise, type ICruiseOptions, type ICruiseResult } from 'dependency-cruiser';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import layers from '../.dependency-cruiser.mjs';
import { kinds } from '../src/kinds/index.ts';

const root = join(import.meta.dirname, '..');
const sources = filesBelow('src', '.ts').map((path) => ({
  path,
  text: readFileSync(join(root, path), 'utf8'),
}));

describe('the code', () => {
  it('imports downwards only, in every module', async () => {
    const { options, ...ruleSet } = layers;
    const result = await cruise(['src'], {
      ...options,
      baseDir: root,
      ruleSet,
      validate: true,
    } as ICruiseOptions);
    const { summary } = result.output as ICruiseResult;
    expect(summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`)).toEqual([]);
    expect(summary.totalCruised).toBeGreaterThanOrEqual(sources.length);
  });

  it('reaches time, chance, output and the process only from cli/ and host/', () => {
    const outside =
      /\b(Date\.now|new Date\(\)|performance\.now|Math\.random|crypto\.random|randomUUID|setTimeout|setInterval|AbortSignal\.timeout|console\.|process\.)/;
    const found = sources
      .filter(({ path }) => !/^src\/(cli|host)\//.test(path))
      .flatMap(({ path, text }) =>
        linesOf(text)
          .filter(isCode)
          .filter((line) => outside.test(line))
          .map((line) => `${path}: ${line}`),
      );
    expect(found).toEqual([]);
  });

  it('sets the exit code in main.ts alone', () => {
    const found = sources.filter(({ text }) => /process\.exit/.test(text)).map(({ path }) => path);
    expect(found).toEqual(['src/cli/main.ts']);
  });

  it('names no kind outside kinds/', () => {
    const names = kinds.map(({ kind }) => kind).join('|');
    const kindNames = new RegExp(`['"\`](${names})['"\`]|^kind: (${names})$`);
    const found = sources
      .filter(({ path }) => !path.startsWith('src/kinds/'))
      .flatMap(({ path, text }) =>
        linesOf(text)
          .filter(isCode)
          .filter((line) => kindNames.test(line))
          .map((line) => `${path}: ${line}`),
      );
    expect(found).toEqual([]);
  });

  it('gives every error a hint that names the next step', () => {
    const made = sources.flatMap(({ path, text }) =>
      errorsMadeIn(text).map(({ code, hasHint }) => ({ path, code, hasHint })),
    );
    const without = made.filter(({ code, hasHint }) => !hasHint && !curesInSummary.has(code));
    expect(without.map(({ path, code }) => `${path}: ${code}`)).toEqual([]);
    expect(made.length).toBeGreaterThan(100);
    const excused = made.filter(({ hasHint }) => !hasHint).map(({ code }) => code);
    expect([...curesInSummary].filter((code) => !excused.includes(code))).toEqual([]);
  });

  it('keeps every file under 250 lines', () => {
    const long = sources.filter(({ text }) => linesOf(text).length > 250).map(({ path }) => path);
    expect(long).toEqual([]);
  });
});

/** Errors whose summary says what fits: `expected …`, `allowed: …`. */
const curesInSummary = new Set(["'WRONG_TYPE'", "'API_VERSION'", "'NOT_ALLOWED_VALUE'", "'OUT_OF_RANGE'"]);

/** Object literals with a code and a summary, unless they are handed to `warning` or `info`. */
function errorsMadeIn(text: string): { readonly code: string; readonly hasHint: boolean }[] {
  const made: { code: string; hasHint: boolean }[] = [];
  const look = (node: ts.Node): void => {
    if (ts.isObjectLiteralExpression(node)) {
      const member = (name: string) => node.properties.find((one) => one.name?.getText() === name);
      const code = member('code');
      const isMilder =
        ts.isCallExpression(node.parent) && /^(warning|info)$/.test(node.parent.expression.getText());
      const isDiagnostic = code && member('summary') && !member('severity');
      const hasHint = member('hint') !== undefined || node.properties.some(spreadsHint);
      const value = code && ts.isPropertyAssignment(code) ? code.initializer.getText() : '';
      if (isDiagnostic && !isMilder) made.push({ code: value, hasHint });
    }
    ts.forEachChild(node, look);
  };
  look(ts.createSourceFile('source.ts', text, ts.ScriptTarget.Latest, true));
  return made;
}

/** `...(found && { hint })` */
const spreadsHint = (member: ts.ObjectLiteralElementLike) =>
  ts.isSpreadAssignment(member) && /\bhint\b/.test(member.expression.getText());

describe('docs/diagnostics.md', () => {
  const documented = new Set(
    [...readFileSync(join(root, 'docs/diagnostics.md'), 'utf8').matchAll(/^### ([A-Z0-9_]+)$/gm)].map(
      ([, code]) => code,
    ),
  );

  it('has a section for every code that the code can answer with', () => {
    const used = sources.flatMap(({ text }) =>
      [...text.matchAll(/code: '([A-Z][A-Z0-9_]+)'|\breport\([^']*'([A-Z][A-Z0-9_]+)'/g)].map(
        ([, a, b]) => a ?? b ?? '',
      ),
    );
    const unions = sources
      .filter(({ path }) => /core\/(api|ledger)-error\.ts$/.test(path))
      .flatMap(({ text }) => [...text.matchAll(/^ {2}\| '([A-Z_]+)'/gm)].map(([, code]) => code ?? ''));
    const isSystems = (code: string) => /^E[A-Z]+$/.test(code);
    const undocumented = [...new Set([...used, ...unions])].filter(
      (code) => !isSystems(code) && !documented.has(code) && !documented.has(`API_${code}`),
    );
    expect(used.length).toBeGreaterThan(40);
    expect(undocumented).toEqual([]);
  });

  it('has no section for a code that is gone', () => {
    const all = sources.map(({ text }) => text).join('\n');
    const isUsed = (code = '') => [code, code.replace(/^API_/, '')].some((one) => all.includes(`'${one}'`));
    const gone = [...documented].filter((code) => !isUsed(code));
    expect(gone).toEqual([]);
  });
});

function filesBelow(folder: string, ending: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => path.endsWith(ending))
    .sort();
}

const linesOf = (text: string) => text.split('\n');
const isCode = (line: string) => !/^\s*(\/\/|\*|\/\*)/.test(line);
