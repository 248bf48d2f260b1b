// Bundles the bench, since Node 20 runs no TypeScript, and starts it.
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));
await build({
  absWorkingDir: root,
  entryPoints: ['bench/main.ts'],
  outfile: 'bench/.build/main.js',
  bundle: true,
  packages: 'external',
  format: 'esm',
  platform: 'node',
  target: 'node20',
  sourcemap: 'inline',
  logLevel: 'warning',
});
const { bench } = await import('./.build/main.js');
process.exitCode = await bench({ words: process.argv.slice(2), root });
