import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build, type Plugin } from 'esbuild';
import { type Mutant, mutated } from './mutant.ts';

/** Bundles the simulation over the engine as it is, or with a defect in it; no source changes. Answers the bundle's path. */
export async function bundleHunt(root: string, mutant?: Mutant): Promise<string> {
  const outfile = join(root, 'tools/mutants/.build', `${mutant?.name ?? 'original'}.js`);
  await build({
    absWorkingDir: root,
    entryPoints: ['tools/mutants/hunt/hunt.ts'],
    outfile,
    bundle: true,
    packages: 'external',
    format: 'esm',
    platform: 'node',
    target: 'node20',
    logLevel: 'error',
    plugins: mutant ? [inMemory(root, mutant)] : [],
  });
  return outfile;
}

function inMemory(root: string, mutant: Mutant): Plugin {
  const path = join(root, mutant.file);
  return {
    name: 'mutant',
    setup: ({ onLoad }) =>
      onLoad({ filter: new RegExp(`^${escaped(path)}$`) }, async () => ({
        contents: mutated(await readFile(path, 'utf8'), mutant),
        loader: 'ts',
      })),
  };
}

const escaped = (text: string) => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
