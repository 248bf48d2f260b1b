import { cp } from 'node:fs/promises';
import { join } from 'node:path';

/** Copies the bundled command line, so that a build meanwhile does not change what is run. Answers the path to start. */
export async function copyProgram(root: string, folder: string): Promise<string> {
  const program = join(folder, 'program');
  await cp(join(root, 'dist'), join(program, 'dist'), { recursive: true });
  await cp(join(root, 'package.json'), join(program, 'package.json'));
  return join(program, 'dist/cxform.js');
}
