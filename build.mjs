// Bundles the command line into dist/, each command in a chunk of its own so that one that is not run is not read.
import { chmod, rm } from 'node:fs/promises';
import { build } from 'esbuild';

await rm('dist', { recursive: true, force: true });
await build({
  entryPoints: { cxform: 'src/cli/main.ts' },
  outdir: 'dist',
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  chunkNames: 'chunks/[name]-[hash]',
  sourcemap: 'linked',
  legalComments: 'none',
  // CommonJS dependencies call require for Node's own modules.
  banner: {
    js: "#!/usr/bin/env node\nimport { createRequire as cxformRequire } from 'node:module';\nconst require = cxformRequire(import.meta.url);",
  },
});
await chmod('dist/cxform.js', 0o755);
