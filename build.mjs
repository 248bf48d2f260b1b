// Bundles the command line into dist/, each command in a chunk of its own so that one that is not run is not read.
import { chmod, rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

// The ES modules of `yaml`: its CommonJS ones look into the environment at every token.
const yaml = fileURLToPath(new URL('node_modules/yaml/browser/index.js', import.meta.url));

await rm('dist', { recursive: true, force: true });
await build({
  entryPoints: { cxform: 'src/cli/entry.ts' },
  outdir: 'dist',
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  alias: { yaml },
  chunkNames: 'chunks/[name]-[hash]',
  sourcemap: 'linked',
  legalComments: 'none',
  // CommonJS dependencies call require for Node's own modules.
  banner: {
    js: "#!/usr/bin/env node\nimport { createRequire as cxformRequire } from 'node:module';\nconst require = cxformRequire(import.meta.url);",
  },
});
await chmod('dist/cxform.js', 0o755);
