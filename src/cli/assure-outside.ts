import type { Files } from '../core/ports.ts';
import { CommandError } from './command-error.ts';

interface NamedFile {
  /** As the person named it. */
  readonly name: string;
  /** Absolute. */
  readonly path: string;
  /** The absolute path of the working folder. */
  readonly from: string;
  /** The Tenant file that was named. */
  readonly config?: string | undefined;
}

/** Makes sure that an answer takes the place of nothing of the project. Throws CommandError `OUTPUT_OF_PROJECT`. */
export async function assureOutside(files: Files, { name, path, from, config }: NamedFile): Promise<void> {
  // What needs no YAML is not to wait for it.
  const { partOfProject } = await import('../app/part-of-project.ts');
  const part = await partOfProject(files, path, { from, ...(config !== undefined && { config }) });
  if (part === undefined) return;
  throw new CommandError(
    'OUTPUT_OF_PROJECT',
    `${name} is ${part}: no answer is written there`,
    'Name a file that is no part of the project, such as one in a folder of its own',
  );
}
