import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));

interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

function crashtest(...words: readonly string[]): Promise<Ran> {
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      ['tools/run.mjs', 'tools/crashtest', ...words],
      { cwd: root },
      (error, stdout, stderr) => {
        resolve({ code: error ? Number(error.code) : 0, stdout, stderr });
      },
    );
  });
}

it('a few kills break no promise', async () => {
  const { code, stdout, stderr } = await crashtest('--kills', '5', '--seed', '2');
  expect({ code, stderr }).toMatchObject({ code: 0 });
  expect(stdout).toMatch(/^kills: 5 in \d+ rounds/);
  expect(stdout).toContain('\nduplicates: 0\nlost edits: 0\nledgers verified: ');
}, 120_000);

it.each([
  ['--kills', '0'],
  ['--kills', 'many'],
  ['--seed', '-1'],
  ['--sead', '1'],
])('%s %s is refused', async (...words) => {
  expect(await crashtest(...words)).toMatchObject({ code: 1, stdout: '' });
});
