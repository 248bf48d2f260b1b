import { describe, expect, it } from 'vitest';
import { Chance } from '../../tools/chance.ts';
import { firstCentre, objectCount } from '../../tools/crashtest/centre/centre.ts';
import { editCentre } from '../../tools/crashtest/centre/edit.ts';
import { manifestsOf } from '../../tools/crashtest/centre/manifests.ts';
import { judgeApply } from '../../tools/crashtest/judge-apply.ts';
import { Violation } from '../../tools/crashtest/violation.ts';

const ended = (code: number | null, stdout: string) => ({ code, stdout, stderr: '' });
const report = (...outcomes: readonly object[]) => JSON.stringify({ outcomes });

describe('the centre of a crash test', () => {
  it('has 40 objects to begin with, about as many after any edits, and the same ones for the same seed', () => {
    const edited = (seed: number) => {
      const chance = new Chance(seed);
      let centre = firstCentre();
      for (let round = 1; round <= 200; round++) {
        centre = editCentre(centre, chance, round);
        expect(objectCount(centre)).toBeGreaterThan(20);
        expect(objectCount(centre)).toBeLessThan(60);
      }
      return [...manifestsOf(centre)];
    };
    expect(objectCount(firstCentre())).toBe(40);
    expect(edited(1)).toEqual(edited(1));
    expect(edited(1)).not.toEqual(edited(2));
  });
});

describe('the judgement of an apply', () => {
  it('is that all was applied, or that some was not and the report says why', () => {
    expect(judgeApply(ended(0, report({ outcome: 'applied' })))).toBe('all');
    expect(judgeApply(ended(0, report()))).toBe('all');
    const blocked = { outcome: 'blocked', error: { code: 'BLOCKED' } };
    expect(judgeApply(ended(3, report({ outcome: 'applied' }, blocked)))).toBe('some');
    const conflict = { outcome: 'conflict', conflicts: [{ path: '/channel' }] };
    expect(judgeApply(ended(3, report(conflict)))).toBe('some');
  });

  it.each([
    ['0 where something was not applied', 0, report({ outcome: 'failed', error: {} })],
    ['3 where all was applied', 3, report({ outcome: 'applied' })],
    ['3 without a reason', 3, report({ outcome: 'unknown' })],
    ['a refusal that nobody is the cause of', 1, JSON.stringify({ diagnostics: [] })],
    ['a bug', 70, JSON.stringify({ diagnostics: [] })],
    ['no document', 0, 'Done'],
  ])('is a violation for %s', (_what, code, stdout) => {
    expect(() => judgeApply(ended(code, stdout))).toThrow(Violation);
  });
});
