// `node tools/run.mjs FOLDER WORDS…` starts the command whose main.ts and, where there is one, worker.ts stand in a folder. They are
// bundled first, since Node 20 runs no TypeScript.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const [folder = '', ...words] = process.argv.slice(2);
const root = fileURLToPath(new URL('..', import.meta.url));
const outdir = join(root, folder, '.build');
await build({
  absWorkingDir: root,
  entryPoints: ['main.ts', 'worker.ts'].map((name) => join(root, folder, name)).filter(existsSync),
  outdir,
  bundle: true,
  packages: 'external',
  format: 'esm',
  platform: 'node',
  target: 'node20',
  sourcemap: 'inline',
  logLevel: 'warning',
});
const { start } = await import(pathToFileURL(join(outdir, 'main.js')).href);
process.exitCode = await start({ words, root });
