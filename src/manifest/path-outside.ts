import { type Diagnostic, error, type Source } from '../core/diagnostic.ts';
import type { Path } from '../core/path.ts';
import { placeName } from './place-name.ts';
import { shown } from './shown.ts';

/** `PATH_OUTSIDE`: what a document names must lie in the Tenant's folder, and so in Git. `pointer` is the place in the document. */
export function pathOutside(pointer: Path, path: string, source: Source): Diagnostic {
  return error({
    code: 'PATH_OUTSIDE',
    summary: `${placeName(pointer)} is ${shown(path)}, which is not inside the Tenant's folder`,
    hint: 'Write a path relative to the file that it stands in',
    source,
  });
}
