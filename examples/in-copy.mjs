import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const cli = fileURLToPath(new URL('../dist/cxform.js', import.meta.url));

/**
 * Runs an example in a temporary copy of its folder, so that it can be repeated. `work` is given `cxform`, which runs one command, shown
 * as it would be typed, and `writes`, how many writes the sandbox has logged so far.
 */
export function inCopy(source, work) {
  const folder = mkdtempSync(join(tmpdir(), 'cxform-example-'));
  try {
    cpSync(source, folder, { recursive: true });
    work({ cxform: (...words) => run(folder, words), writes: () => writesIn(folder) });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** `drift` exits 2 where it finds some. */
function run(folder, words) {
  process.stdout.write(`\n$ cxform ${words.join(' ')}\n`);
  const { status } = spawnSync(process.execPath, [cli, ...words], { cwd: folder, stdio: ['ignore', 1, 2] });
  const expected = words[0] === 'drift' ? [0, 2] : [0];
  if (!expected.includes(status)) throw new Error(`cxform ${words[0]} ended with exit code ${status}`);
}

function writesIn(folder) {
  const lines = readFileSync(join(folder, 'requests.jsonl'), 'utf8').trimEnd().split('\n');
  const requests = lines.map((line) => JSON.parse(line));
  return requests.filter(({ method, path }) => method !== 'GET' && path !== '/oauth/token').length;
}
