import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { bundleHunt } from '../../tools/mutants/bundle.ts';
import { mutants } from '../../tools/mutants/catalog/all.ts';
import type { Mutant } from '../../tools/mutants/mutant.ts';
import { mutated, placeProblem } from '../../tools/mutants/mutant.ts';
import { readOptions } from '../../tools/mutants/options.ts';
import { resultLine, resultLines } from '../../tools/mutants/results.ts';
import { tryMutant } from '../../tools/mutants/try-mutant.ts';
import { drawnFaults } from '../simulation/swarm/faults/all-faults.ts';

const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');
const named = (name: string) => mutants.find((one) => one.name === name) as Mutant;

describe('the catalogue of mutants', () => {
  it('has at least 50, each under a name of its own and with a sentence of its own', () => {
    expect(mutants.length).toBeGreaterThanOrEqual(50);
    expect(new Set(mutants.map(({ name }) => name)).size).toBe(mutants.length);
    expect(new Set(mutants.map(({ why }) => why)).size).toBe(mutants.length);
  });

  it('changes a text that stands exactly once in its file', async () => {
    const places = mutants.map(async (mutant) =>
      placeProblem(await readFile(`${root}/${mutant.file}`, 'utf8'), mutant),
    );
    expect((await Promise.all(places)).filter((problem) => problem !== undefined)).toEqual([]);
  });

  it('names faults that the simulation can draw', () => {
    const unknown = mutants.flatMap(({ faults }) => faults.filter((one) => !Object.hasOwn(drawnFaults, one)));
    expect(unknown).toEqual([]);
    expect(mutants.filter(({ faults }) => faults.length === 0)).toEqual([]);
  });
});

describe('a mutant', () => {
  const mutant: Mutant = {
    name: 'small',
    why: 'Nobody is told',
    faults: [],
    file: 'one.ts',
    find: 'a < b',
    replace: '$& <= $1',
  };

  it('is the text with the other one in its place, to the letter', () => {
    expect(mutated('if (a < b) return;', mutant)).toBe('if ($& <= $1) return;');
  });

  it('is refused where its text is not there, or is there twice', () => {
    expect(placeProblem('if (a > b) return;', mutant)).toContain('0 times');
    expect(placeProblem('a < b || a < b', mutant)).toContain('2 times');
    expect(() => mutated('', mutant)).toThrow('small');
  });
});

describe('the command', () => {
  it('knows its options, and says which one it cannot read', () => {
    const words = ['--only', 'lease,torn', '--runs', '7', '--seed', '3', '--jobs', '1', '--verbose'];
    expect(readOptions(words)).toEqual({
      only: ['lease', 'torn'],
      runs: 7,
      seed: 3,
      jobs: 1,
      verbose: true,
    });
    expect(() => readOptions(['--runs', '0'])).toThrow('--runs');
    expect(() => readOptions(['--fast'])).toThrow('--fast');
  });

  it('shows which mutant was killed by what, which survived, and what they do', () => {
    const mutant = named('torn-line-read');
    const kill = { oracle: 'ended', says: 'the ledger is damaged\nat once', seed: 9 };
    const killed = { mutant, runs: 4, kill, broken: [] };
    const survivor = { mutant: named('no-window'), runs: 4, broken: [2] };
    expect(resultLine(killed)).toBe('torn-line-read  killed by ended after 4 runs (seed 9)');
    const text = resultLines([killed, survivor], { verbose: false, seconds: 2 });
    expect(text).toContain('SURVIVED 4 runs; without it fail too: 2');
    expect(text).toContain(survivor.mutant.why);
    expect(text).not.toContain(mutant.why);
    expect(text).toContain('2 mutants, 1 killed, 1 survived; 8 runs in 2 s');
  });

  it('finds five mutants in 200 runs each, and nothing in the engine as it is', async () => {
    const names = [
      'create-blindly-again',
      'recorded-before-durable',
      'ledger-not-asked',
      'rebase-accuses-itself',
      'unreadable-answer-counts-as-failure',
    ];
    const original = await bundleHunt(root);
    const tried = names.map((name) =>
      tryMutant({ root, original, mutant: named(name), from: 1, before: 201 }),
    );
    const results = await Promise.all(tried);
    expect(results.map(({ kill }) => kill !== undefined)).toEqual(names.map(() => true));
    expect(results.flatMap(({ broken }) => broken)).toEqual([]);
  }, 120_000);
});
