import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkRun } from '../swarm/check-run.ts';

const names = readdirSync(import.meta.dirname).filter((name) => name.endsWith('.json'));

describe('a run that once failed', () => {
  it.each(names)('fails no more: %s', async (name) => {
    const plan = JSON.parse(readFileSync(join(import.meta.dirname, name), 'utf8'));
    const { violations } = await checkRun(plan);
    expect(violations).toEqual([]);
  });

  it('is kept', () => {
    expect(names.length).toBeGreaterThan(0);
  });
});
