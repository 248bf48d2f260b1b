import { execFile } from 'node:child_process';
import { chmod, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { tempFolder } from '../support/temp-folder.ts';
import { cliPath } from './cxform.ts';

const docs = fileURLToPath(new URL('../../docs/sandbox.md', import.meta.url));

/** As much of jq as the script uses. */
const jq = `const [path, file] = process.argv.slice(3);
const document = JSON.parse(require('fs').readFileSync(file, 'utf8'));
console.log(path.slice(1).split('.').reduce((value, name) => value[name], document));`;

it('the script of docs/sandbox.md works by itself, and again', async () => {
  const section = (await readFile(docs, 'utf8')).split('## In scripts')[1] ?? '';
  const script = /```sh\n(.*?)```/s.exec(section)?.[1] ?? '';
  expect(script).toContain('cxform sandbox');
  const [cwd, bin] = [await tempFolder(), await tempFolder()];
  await writeFile(join(bin, 'jq.cjs'), jq);
  for (const [name, program] of [
    ['cxform', cliPath],
    ['jq', join(bin, 'jq.cjs')],
  ] as const) {
    await writeFile(join(bin, name), `#!/bin/sh\nexec '${process.execPath}' '${program}' "$@"\n`);
    await chmod(join(bin, name), 0o755);
  }
  // What is left where a line fails.
  const whole = `trap 'exit 1' TERM; trap 'kill $! 2>/dev/null || true' EXIT\n${script}`;
  const env = { PATH: `${bin}:${process.env.PATH ?? ''}` };
  for (let run = 1; run <= 2; run++) {
    // Each line has to work, and a loop that never ends is none that does.
    const { stderr } = await promisify(execFile)('sh', ['-ec', whole], { cwd, env, timeout: 20_000 });
    expect(stderr).toBe('The sandbox has ended; nothing was written\n');
  }
});
