// Bundles the mutants' command, since Node 20 runs no TypeScript, and starts it.
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));
await build({
  absWorkingDir: root,
  entryPoints: ['mutants/main.ts'],
  outfile: 'mutants/.build/main.js',
  bundle: true,
  packages: 'external',
  format: 'esm',
  platform: 'node',
  target: 'node20',
  sourcemap: 'inline',
  logLevel: 'warning',
});
const { tryMutants } = await import('./.build/main.js');
process.exitCode = await tryMutants({ words: process.argv.slice(2), root });
