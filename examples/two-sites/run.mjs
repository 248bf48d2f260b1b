// The life of two tenants on a temporary copy of this folder, so that it can be repeated.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const source = fileURLToPath(new URL('.', import.meta.url));
const cli = fileURLToPath(new URL('../../dist/cxform.js', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'cxform-two-sites-'));

try {
  cpSync(source, folder, { recursive: true });
  cxform('validate', '--tenant', 'all');
  cxform('tenants');
  cxform('plan', '--tenant', 'all');
  cxform('drift', '--tenant', 'prod');
  // Quiet: the plans were just shown.
  cxform('apply', '--tenant', 'all', '--auto-approve', '--quiet');
  const before = requests().length;
  cxform('plan', '--tenant', 'all');
  const writes = requests()
    .slice(before)
    .filter(({ method, path }) => method !== 'GET' && path !== '/oauth/token');
  cxform('drift', '--tenant', 'all');
  cxform('graph', '--tenant', 'prod');
  cxform('compare', 'dev', 'prod');
  process.stdout.write(`\nThe sandboxes' log of that second plan holds ${writes.length} writes.\n`);
  if (writes.length > 0) process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** Runs one command in the copy, shown as it would be typed. `drift` exits 2 where it finds some. */
function cxform(...words) {
  process.stdout.write(`\n$ cxform ${words.join(' ')}\n`);
  const { status } = spawnSync(process.execPath, [cli, ...words], { cwd: folder, stdio: ['ignore', 1, 2] });
  const expected = words[0] === 'drift' ? [0, 2] : [0];
  if (!expected.includes(status)) throw new Error(`cxform ${words[0]} ended with exit code ${status}`);
}

function requests() {
  const lines = readFileSync(join(folder, 'requests.jsonl'), 'utf8').trimEnd().split('\n');
  return lines.map((line) => JSON.parse(line));
}
