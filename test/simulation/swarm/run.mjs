// Bundles the simulation, since Node 20 runs no TypeScript, and starts it.
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('../../..', import.meta.url));
await build({
  absWorkingDir: root,
  entryPoints: ['test/simulation/swarm/main.ts', 'test/simulation/swarm/worker.ts'],
  outdir: 'test/simulation/swarm/.build',
  bundle: true,
  packages: 'external',
  format: 'esm',
  platform: 'node',
  target: 'node20',
  sourcemap: 'inline',
  logLevel: 'warning',
});
const { simulate } = await import('./.build/main.js');
const worker = new URL('./.build/worker.js', import.meta.url);
process.exitCode = await simulate({ words: process.argv.slice(2), worker });
